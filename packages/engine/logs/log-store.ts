import { appendFile, mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { LoggedDeployment, LogSeverity } from '@weir/domain'
import { type ClusterLayout, clusterLayout } from '../process/cluster-layout.ts'
import type { LogCursor } from './component-log.ts'

/** What stands beside the logs of a deployment, out of the application's reach: whose they are, and how far they were delivered. */
const identityFile = (layout: ClusterLayout): string => join(layout.control, 'logged.json')
const deliveredFile = (layout: ClusterLayout): string => join(layout.control, 'logs-delivered.json')
const serviceLog = (layout: ClusterLayout): string => join(layout.control, 'service.log')

/** Says whose logs these are, for when the deployment's rows are gone. */
export async function writeIdentity(layout: ClusterLayout, deployment: LoggedDeployment): Promise<void> {
  const { applicationId, applicationArn, deploymentId, versionId, epoch } = deployment
  await replace(identityFile(layout), JSON.stringify({ applicationId, applicationArn, deploymentId, versionId, epoch }))
}

/** Every deployment whose logs are below `clustersDir`, the newest epoch last. */
export async function listLogged(clustersDir: string): Promise<readonly LoggedDeployment[]> {
  const names = await readdir(clustersDir).catch((): string[] => [])
  const found = await Promise.all(
    names.map((name) => readJson<LoggedDeployment>(identityFile(clusterLayout(clustersDir, name)))),
  )
  return found.filter((each) => each !== undefined).sort((a, b) => a.epoch - b.epoch)
}

/** By component. */
export type Delivered = Readonly<Record<string, LogCursor>>

/** How far the logs were delivered; nothing noted = from the beginning. */
export const readDelivered = async (layout: ClusterLayout): Promise<Delivered> =>
  (await readJson<Delivered>(deliveredFile(layout))) ?? {}

/** Replaces the note whole: a death here leaves the one before, and a batch is delivered again. */
export const writeDelivered = (layout: ClusterLayout, delivered: Delivered): Promise<void> =>
  replace(deliveredFile(layout), JSON.stringify(delivered))

/** One event of ours, laid out as the processes lay out theirs. */
export async function appendServiceEvent(
  layout: ClusterLayout,
  { applicationArn, versionId }: LoggedDeployment,
  said: { readonly at: Date; readonly level: LogSeverity; readonly logger: string; readonly message: string },
): Promise<void> {
  const line = {
    timestamp: said.at.getTime(),
    applicationARN: applicationArn,
    applicationVersionId: String(versionId),
    locationInformation: said.logger,
    logger: said.logger,
    message: said.message.slice(0, 32_000),
    messageSchemaVersion: '1',
    messageType: said.level,
    threadName: 'weir',
  }
  // A deployment that never came to run has a log all the same: ours.
  for (const made of [layout.control, layout.log]) await mkdir(made, { recursive: true })
  await appendFile(serviceLog(layout), `${JSON.stringify(line)}\n`, { mode: 0o600 })
}

async function readJson<T>(file: string): Promise<T | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as T
  } catch {
    return undefined // not there, or not whole: nothing we write is ever half
  }
}

async function replace(file: string, text: string): Promise<void> {
  await writeFile(`${file}.new`, `${text}\n`, { mode: 0o600 })
  await rename(`${file}.new`, file)
}
