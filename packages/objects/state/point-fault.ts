import { metadataFault, type NamedFile, namedFiles, sharedFiles } from './savepoint-metadata.ts'
import type { StateRoot } from './state-root.ts'

/** What is behind it is not looked at. */
const readableMetadata = 64 * 1024 * 1024

/** Why Flink could not restore from a checkpoint or savepoint; undefined when all that it names is there. */
export const pointFault = async (root: StateRoot, location: string): Promise<string | undefined> => {
  const metadata = await root.read(`${location}/_metadata`, readableMetadata)
  if (metadata === undefined) return 'its _metadata is gone'
  const unreadable = metadataFault(metadata)
  if (unreadable !== undefined) return unreadable
  const job = location.slice(0, location.lastIndexOf('/'))
  return (await lost(root, location, namedFiles(metadata))) ?? (await lost(root, job, sharedFiles(metadata)))
}

/** One listing a folder, however many files it has. */
const lost = async (root: StateRoot, at: string, files: readonly NamedFile[]): Promise<string | undefined> => {
  const folders = new Set(files.map(({ name }) => name.slice(0, Math.max(0, name.lastIndexOf('/')))))
  const there = new Map<string, number>()
  for (const folder of folders) {
    for (const { uri, size } of await root.list(folder === '' ? at : `${at}/${folder}`)) {
      there.set(uri.slice(at.length + 1), size)
    }
  }
  const missing = files.find(({ name, size }) => there.get(name) !== size)
  return missing && `its file ${missing.name} is missing or has not ${String(missing.size)} bytes`
}
