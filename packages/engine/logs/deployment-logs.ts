import { type LoggedDeployment, type LogQuery, type LogRecord, isOfComponent, mergeLogs } from '@weir/domain'
import { join } from 'node:path'
import { type LogCursor, type LogStart, readComponentLog } from './component-log.ts'
import { listLogFiles } from './log-files.ts'
import { eventOfLine, timeOfLine } from './log-line.ts'

/** Records with the place behind each. */
export interface PlacedRecord extends LogRecord {
  readonly cursor: LogCursor
}

/** One component of one deployment, and the directory that its log is in. */
export interface LogSource {
  readonly deployment: LoggedDeployment
  readonly directory: string
  readonly component: string
  /** Epoch milliseconds of the newest write. */
  readonly changedAt: number
  /** Differs whenever something has been written. */
  readonly state: string
}

/** What of a deployment has a log: its processes', which they can write to, and ours. */
export async function logSources(
  deployment: LoggedDeployment,
  { log, control }: { readonly log: string; readonly control: string },
): Promise<readonly LogSource[]> {
  const ours = await listLogFiles(control)
  const theirs = await listLogFiles(log)
  return [
    ...[...ours]
      .filter(([component]) => component === 'service')
      .map(([component, files]) => ({ component, files, directory: control })),
    ...[...theirs]
      .filter(([component]) => component !== 'service')
      .map(([component, files]) => ({ component, files, directory: log })),
  ].map(({ component, files, directory }) => ({
    deployment,
    directory,
    component,
    changedAt: Math.max(0, ...files.map((file) => file.changedAt)),
    state: files.map(({ inode, size, changedAt }) => `${String(inode)}:${String(size)}:${String(changedAt)}`).join(),
  }))
}

/** A clock that is this far ahead is not believed. */
const aheadMs = 3_600_000

/** The records of one component, times never falling. */
export async function* readSource({
  source: { deployment, directory, component },
  start,
  after = 0,
  now,
}: {
  source: LogSource
  start: LogStart
  /** Time of the record before the first. */
  after?: number
  now: number
}): AsyncGenerator<PlacedRecord> {
  let time = after
  for await (const { text, cursor } of readComponentLog({ directory, component, start })) {
    const said = timeOfLine(text)
    if (said !== undefined && said > time && said < now + aheadMs) time = said
    yield { time, deploymentId: deployment.deploymentId, component, event: eventOfLine(text, deployment), cursor }
  }
}

/** The records of a deployment that may belong to a query's range, oldest first. Only the range is looked at, and roughly. */
export async function* readDeployment({
  deployment,
  layout,
  query: { component, from, after },
  now,
}: {
  deployment: LoggedDeployment
  layout: { readonly log: string; readonly control: string }
  query: LogQuery
  now: number
}): AsyncGenerator<LogRecord> {
  const begin = Math.max(from ?? 0, after?.time ?? 0)
  const sources = (await logSources(deployment, layout)).filter(
    (source) => isOfComponent(source.component, component) && source.changedAt >= begin,
  )
  yield* mergeLogs(
    sources.map((source) => readSource({ source, start: begin === 0 ? undefined : { time: begin }, now })),
  )
}

/** A file's place among a deployment's. */
export const sourceKey = ({ directory, component }: Pick<LogSource, 'directory' | 'component'>): string =>
  join(directory, component)
