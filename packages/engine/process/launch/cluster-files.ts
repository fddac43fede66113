import { chmod, copyFile, link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { DeploymentRequest } from '@weir/domain'
import { writeIdentity } from '../../logs/log-store.ts'
import type { ClusterLayout } from '../cluster-layout.ts'
import { type FlinkOptions, serviceSettings, toProperties, toYaml } from './flink-config.ts'
import { log4jConfig } from './log-config.ts'

/** Writes all that a cluster reads. Repeating it is harmless: the same request gives the same files. */
export async function writeClusterFiles({
  layout,
  request,
  config,
  jar,
  logFileBytes,
}: {
  layout: ClusterLayout
  request: DeploymentRequest
  config: FlinkOptions
  /** The user's own, if there is one. */
  jar: string | undefined
  /** Each of a component's log files is at most so large. */
  logFileBytes: number
}): Promise<void> {
  const { conf, userJar } = layout
  await makeClusterDirectories(layout)
  await Promise.all([
    place(`${conf}/config.yaml`, toYaml(config)),
    place(layout.settings, toProperties(serviceSettings(request))),
    place(layout.log4j, log4jConfig(request, logFileBytes)),
    writeIdentity(layout, request),
    writeThrough(layout.applicationProperties, propertiesOf(request)),
    ...(jar === undefined ? [] : [placeJar(jar, userJar)]),
  ])
}

/** The file in which AWS gives an application its properties. */
function propertiesOf({ propertyGroups }: Pick<DeploymentRequest, 'propertyGroups'>): string {
  const groups = propertyGroups.map(({ id, map }) => ({ PropertyGroupId: id, PropertyMap: map }))
  return `${JSON.stringify(groups, null, 2)}\n`
}

/** Makes what is missing; a launch may have been cut off anywhere. */
export async function makeClusterDirectories(layout: ClusterLayout): Promise<void> {
  const { directory, conf, control, log, work, flinkLib, userJar } = layout
  const usrlib = userJar.slice(0, userJar.lastIndexOf('/'))
  for (const made of [directory, conf, control, log, work, flinkLib, usrlib]) await makeSeen(made)
}

/** A directory that the cluster's own user can read. */
export async function makeSeen(directory: string): Promise<void> {
  await mkdir(directory, { recursive: true })
  await chmod(directory, SEEN_BY_ALL)
}

/**
 * The cluster may run as a user of its own, who has to read these. Nobody else gets here: the directory of all clusters is the
 * worker's alone, and a sandbox shows its own cluster's.
 */
const SEEN_BY_ALL = 0o755
const READ_BY_ALL = 0o644

/** Writes a file so that nobody sees half of it, readable by the cluster's own user. */
export async function place(file: string, text: string): Promise<void> {
  await writeFile(`${file}.new`, text)
  await chmod(`${file}.new`, READ_BY_ALL)
  await rename(`${file}.new`, file)
}

/**
 * Changes the file itself, which a sandbox that is there already shows by another name; one put in its place would not be seen. Nobody
 * reads it while it is written: that is before the cluster's first process is started, or told whose it is.
 */
async function writeThrough(file: string, text: string): Promise<void> {
  const found = await readFile(file, 'utf8').catch(() => undefined)
  if (found === text) return
  await writeFile(file, text)
  await chmod(file, READ_BY_ALL)
}

/** A copy of its own: the code cache may drop its file while the cluster lives. */
async function placeJar(from: string, to: string): Promise<void> {
  await rm(`${to}.new`, { force: true })
  await link(from, `${to}.new`).catch(() => copyFile(from, `${to}.new`))
  // Of the copy in the cache too, whose directory is the worker's alone as well.
  await chmod(`${to}.new`, READ_BY_ALL)
  await rename(`${to}.new`, to)
}

/** The directory of a `file:` URI, made if need be; undefined for other schemes. */
export async function stateDirectory(stateUri: string): Promise<string | undefined> {
  if (!stateUri.startsWith('file:')) return undefined
  const directory = fileURLToPath(new URL(stateUri))
  await mkdir(directory, { recursive: true, mode: 0o700 })
  return directory
}
