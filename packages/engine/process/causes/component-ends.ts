import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { CheckpointTrend, ComponentEnd } from '@weir/domain'
import { readPlainFile } from '../../logs/read-plain-file.ts'
import type { ClusterLayout } from '../cluster-layout.ts'
import { readExits } from '../processes/exits.ts'
import { exceededFile, readExceeded } from '../processes/limit-watch.ts'
import { readLogTail, readTail } from './read-tail.ts'
import { timeInLog } from './task-of-failure.ts'

/** What the JVM itself says before it ends, in its output; and what keeps it from beginning. */
const jvmWords =
  /^(?:.*?)(Terminating due to (java\.lang\.OutOfMemoryError.*)|#\s+(java\.lang\.OutOfMemoryError.*)|Error: .*|Error occurred during initialization.*|Exception in thread .*(?:\n\s+at .*)*|bwrap: .*|weir: .*this process stops itself.*)$/gm

/** A JVM that was sent SIGTERM: by us, as a rule, and nobody's failure. */
const ASKED_TO_END = 143

/** How the processes of a cluster ended and why, by what they left and what the worker was told. Oldest first. */
export async function readEnds(layout: ClusterLayout): Promise<readonly ComponentEnd[]> {
  const [exits, failures, outputs, exceeded] = await Promise.all([
    readExits(layout.exits),
    readFailures(layout),
    readOutputs(layout),
    readLimitEnd(layout),
  ])
  const unexplained = exits
    .filter(({ code, signal }) => code !== 0 && code !== ASKED_TO_END && signal !== 'SIGTERM')
    .filter(({ component, at }) => !failures.some((each) => each.component === component && near(each.at, at)))
    .map(({ component, code, signal, at }): ComponentEnd => {
      // An output is appended to over all starts of a component; its last word belongs to its last end.
      const last = exits.findLast((each) => each.component === component)?.at === at
      const said = last ? outputs.find((each) => each.component === component)?.trace : undefined
      return { component, at: new Date(at), exitCode: code, signal, ...(said === undefined ? {} : { trace: said }) }
    })
  const untold = outputs.filter(
    ({ component }) => ![...exits, ...failures].some((each) => each.component === component),
  )
  return [...exceeded, ...failures, ...unexplained, ...untold].sort(
    (a, b) => (a.at?.getTime() ?? 0) - (b.at?.getTime() ?? 0),
  )
}

/** A cluster that we have ended for what it used: before its processes were killed. */
async function readLimitEnd(layout: ClusterLayout): Promise<readonly ComponentEnd[]> {
  const trace = await readExceeded(layout)
  if (trace === undefined) return []
  const written = await stat(exceededFile(layout)).catch(() => undefined)
  const component = / in its ((?:job|task)manager(?:-\d+)?),/.exec(trace)?.[1] ?? 'cluster'
  return [{ component, trace, ...(written === undefined ? {} : { at: written.mtime }) }]
}

/** A process is gone a moment after it has written why. */
const near = (at: Date | undefined, exit: string): boolean =>
  at !== undefined && Math.abs(Date.parse(exit) - at.getTime()) < 30_000

async function readFailures(layout: ClusterLayout): Promise<readonly ComponentEnd[]> {
  const names = await readdir(layout.work).catch(() => [])
  const found = await Promise.all(
    names.map(async (name) => {
      const component = /^failure-((?:job|task)manager(?:-\d+)?)\.json$/.exec(name)?.[1]
      if (component === undefined) return undefined
      const text = (await readPlainFile(layout.failure(component))) ?? ''
      try {
        const { exception, stackTrace, at } = JSON.parse(text) as { exception: string; stackTrace: string; at: number }
        // The trace of a System.exit begins with the thread that called it, not with what happened.
        const exit = /^System\.exit in thread .*\n/.exec(stackTrace)?.[0]
        const trace = exit === undefined ? stackTrace : `${exception}\n${stackTrace.slice(exit.length)}`
        return { component, at: new Date(at), trace: trace.slice(0, 100_000) }
      } catch {
        return undefined // the application may write there; what it wrote is not a failure
      }
    }),
  )
  return found.filter((each) => each !== undefined)
}

async function readOutputs(layout: ClusterLayout): Promise<readonly ComponentEnd[]> {
  const names = await readdir(layout.log).catch(() => [])
  const found = await Promise.all(
    names.map(async (name): Promise<ComponentEnd | undefined> => {
      const component = /^((?:job|task)manager(?:-\d+)?)\.out$/.exec(name)?.[1]
      if (component === undefined) return undefined
      const file = join(layout.log, name)
      const text = await readTail(file)
      const words = [...text.matchAll(jvmWords)].at(-1)
      const traceback = text.lastIndexOf('Traceback (most recent call last):')
      const trace = traceback >= 0 ? text.slice(traceback) : (words?.[2] ?? words?.[3] ?? words?.[1])
      if (trace === undefined) return undefined
      const changed = await stat(file).catch(() => undefined)
      return { component, trace, ...(changed === undefined ? {} : { at: changed.mtime }) }
    }),
  )
  return found.filter((each) => each !== undefined)
}

/** The trace of the newest checkpoint that failed, which the JobManager logs; its one-line reason where that is not to be found. */
export async function checkpointEnd(
  layout: ClusterLayout,
  { lastFailure = '', recent }: CheckpointTrend,
): Promise<ComponentEnd> {
  const log = await readLogTail(join(layout.log, 'jobmanager.log'))
  const logged =
    /(?:Failed to trigger or complete|Decline) checkpoint[^\n]*\n((?:[\w.$]+(?:Exception|Error)[^\n]*)(?:\n(?:\s|Caused by:)[^\n]*)*)/g
  const found = [...log.matchAll(logged)].at(-1)?.[1]
  const failed = recent.findLast(({ status }) => status === 'FAILED')
  return {
    component: 'jobmanager',
    trace: found ?? `org.apache.flink.runtime.checkpoint.CheckpointException: ${lastFailure}`,
    ...(failed === undefined ? {} : { at: new Date(failed.at) }),
  }
}

/** What the JobManager logged of a job that failed before it had anything to keep a history of. */
export function lastWords(log: string): ComponentEnd | undefined {
  const logged =
    /^(\S+ \S+) +(?:ERROR|FATAL|WARN|INFO) [^\n]*(?:terminal state FAILED|Application FAILED|Fatal error|Could not|failed)[^\n]*\n((?:[\w.$]+(?:Exception|Error)[^\n]*)(?:\n(?:\s|Caused by:)[^\n]*)*)/gm
  const found = [...log.matchAll(logged)].at(-1)
  if (found === undefined) return undefined
  return { component: 'jobmanager', at: timeInLog(found[1] ?? ''), trace: (found[2] ?? '').slice(0, 100_000) }
}
