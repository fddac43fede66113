import { createHash } from 'node:crypto'
import { access, mkdir, readdir, readFile, rm, stat, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { withInstallLock } from '../install-lock.ts'
import type { ClassArchiveInput } from './class-archive-input.ts'
import { train } from './train.ts'

/** Files with the classes that a start loads, parsed and verified beforehand (AppCDS, JEP 350). */
export interface ClassArchives {
  readonly jobManager: string
  readonly taskManager: string
}

/** An archive that no start has used for so long goes when another one of the same Flink is made. */
const KEPT_MS = 14 * 24 * 3_600_000

/** No training run takes so long. */
const TRAINED_MS = 3_600_000

/** The archives of a runtime, when there are some for just these jars and this Java. */
export async function findClassArchives(input: ClassArchiveInput): Promise<ClassArchives | undefined> {
  const archives = await placeOf(input)
  const there = await access(archives.directory).then(
    () => true,
    () => false,
  )
  if (!there) return undefined
  const now = new Date()
  await utimes(archives.directory, now, now).catch(() => undefined) // somebody else's cache, perhaps read-only
  return archives
}

/**
 * Makes them unless they are there: a JobManager and a TaskManager run a tiny job and write down what they have loaded. Of two makers
 * the second finds the first one's; what is half made is never seen.
 */
export async function makeClassArchives(
  input: ClassArchiveInput & { readonly log: (line: string) => void; readonly signal?: AbortSignal | undefined },
): Promise<ClassArchives> {
  const { directory } = await placeOf(input)
  await mkdir(join(input.cacheDir, 'archives'), { recursive: true })
  return withInstallLock(`${directory}.lock`, async () => {
    const made = await findClassArchives(input)
    if (made !== undefined) return made
    input.log(`Making the class archives of Flink ${input.runtime.version}`)
    await train({ ...input, directory }).catch((error: unknown) => {
      throw new Error(`The class archives ${directory} could not be made: ${String(error)}`, { cause: error })
    })
    await removeUnused(input, directory)
    const found = await findClassArchives(input)
    if (found === undefined) throw new Error(`The class archives in ${directory} were made and are not there.`)
    return found
  })
}

/** Java refuses an archive when a jar has another size or time than it had: they, and the Java, are the key. */
async function placeOf({
  runtime,
  java,
  launcherJar,
  cacheDir,
}: ClassArchiveInput): Promise<ClassArchives & { readonly directory: string }> {
  const hash = createHash('sha256')
  hash.update(`${java.home}\n${await readFile(join(java.home, 'release'), 'utf8').catch(() => '')}\n`)
  for (const jar of [...runtime.libJars, launcherJar]) {
    const { size, mtimeMs } = await stat(jar)
    hash.update(`${jar} ${String(size)} ${String(mtimeMs)}\n`)
  }
  const name = `flink-${runtime.version}-${hash.digest('hex').slice(0, 16)}`
  const directory = join(cacheDir, 'archives', name)
  return { directory, jobManager: join(directory, 'jobmanager.jsa'), taskManager: join(directory, 'taskmanager.jsa') }
}

/** Also what training runs left that were killed. */
async function removeUnused({ runtime, cacheDir }: ClassArchiveInput, kept: string): Promise<void> {
  const all = join(cacheDir, 'archives')
  const olderThan = async (directory: string, ms: number): Promise<boolean> => {
    const found = await stat(directory).catch(() => undefined)
    return found !== undefined && Date.now() - found.mtimeMs > ms
  }
  for (const name of await readdir(all)) {
    const directory = join(all, name)
    const training = name.startsWith('.training-')
    const other = name.startsWith(`flink-${runtime.version}-`) && !name.endsWith('.lock') && directory !== kept
    if (!training && !other) continue
    if (await olderThan(directory, training ? TRAINED_MS : KEPT_MS))
      await rm(directory, { recursive: true, force: true })
  }
}
