import type { FirstCause } from '../model/diagnosis.ts'
import type { ComponentEnd, FailureEvidence, JobException } from '../ports/failure-evidence.ts'
import { readPythonTraceback } from './python-traceback.ts'
import { readStackTrace, telltaleFrame, type Throwable } from './stack-trace.ts'

/** What other failures leave behind: true, but never the reason. */
const echoes: readonly RegExp[] = [
  /TaskManager .*(lost|no longer reachable|no more allocated slots)|TaskManager lost/i,
  /Heartbeat of TaskManager|The heartbeat of .* timed out/i,
  /Connection unexpectedly closed by remote task manager|RemoteTransportException|LocalTransportException/,
  /TaskExecutor .*(disconnected|terminat|shut)|was disconnected|Disconnect(ed)? from/i,
  /PartitionNotFoundException|PartitionConnectionException/,
  /NoResourceAvailableException|Could not acquire the minimum required resources/,
  /Exceeded checkpoint tolerable failure threshold/,
  /Recovery is suppressed/,
  /AskTimeoutException|Checkpoint Coordinator is suspending/,
  /^The Flink job (failed|ended|restarted)|^The job failed and Flink gives no cause/,
  /^The JobManager process ended|^The cluster was lost|^The process (ended|exited)/,
]

/** Whether a text only tells what some other failure led to. */
export const isEcho = (said: string): boolean => echoes.some((echo) => echo.test(said))

const longestTrace = 8_000

/**
 * The first throwable of a failure: of everything that was thrown since `since`, the oldest that is not the echo of something
 * else; when all there is are echoes, the oldest of these.
 */
export function findFirstCause(
  evidence: Pick<FailureEvidence, 'exceptions' | 'ends'>,
  since?: Date,
): FirstCause | undefined {
  const causes = [
    ...evidence.exceptions.map((each, attempt) => ({ at: each.at, cause: ofException(each, attempt) })),
    ...evidence.ends.map((each) => ({ at: each.at, cause: ofEnd(each) })),
  ]
    .filter(({ at }) => since === undefined || at === undefined || at >= since)
    .sort((a, b) => (a.at?.getTime() ?? 0) - (b.at?.getTime() ?? 0))
    .map(({ cause }) => cause)
  const first = causes.find(({ echo }) => !echo)
  if (first === undefined) return causes[0]
  return first.task === undefined ? { ...first, ...taskAround(first, evidence.exceptions) } : first
}

/** A process that died took tasks with it: what Flink says of these names the task, if it is of the same moment. */
function taskAround(cause: FirstCause, exceptions: readonly JobException[]): Partial<FirstCause> {
  const at = cause.at === undefined ? NaN : Date.parse(cause.at)
  const near = exceptions.find((each) => each.task !== undefined && Math.abs(each.at.getTime() - at) < 5_000)
  return near?.task === undefined ? {} : describeTask(near.task)
}

function ofException({ at, trace, task, component, labels }: JobException, attempt: number): FirstCause {
  return {
    ...describeTrace(trace),
    at: at.toISOString(),
    attempt,
    ...(task === undefined ? {} : describeTask(task)),
    ...(component === undefined ? {} : { component }),
    ...(labels === undefined || Object.keys(labels).length === 0 ? {} : { labels }),
  }
}

/** JVMs that are to end on an OutOfMemoryError end with this. */
const OUT_OF_MEMORY = 3

function ofEnd(end: ComponentEnd): FirstCause {
  const { component, at, trace, tasks = [] } = end
  const exception = trace ?? wordsOf(end)
  return {
    ...describeTrace(exception),
    ...(at === undefined ? {} : { at: at.toISOString() }),
    component,
    ...describeTasks(tasks),
  }
}

/** A shell says 128 and the signal; what is beyond that is an exit code of the program's own (Flink's -17 is 239). */
const LAST_SIGNAL = 64

function wordsOf({ component, exitCode, signal }: ComponentEnd): string {
  const bySignal = exitCode !== undefined && exitCode > 128 && exitCode <= 128 + LAST_SIGNAL
  const killed = signal ?? (bySignal ? `signal ${String(exitCode - 128)}` : undefined)
  if (killed !== undefined) return `The process of ${component} was killed from outside (${killed}).`
  return exitCode === OUT_OF_MEMORY
    ? `java.lang.OutOfMemoryError: the process of ${component} ran out of memory`
    : `The process ended: ${component}${exitCode === undefined ? '' : `, exit code ${String(exitCode)}`}.`
}

/** Frames that a cause shares with what it caused are printed there alone. */
function frameOf(chain: readonly Throwable[]): string | undefined {
  const frames = chain.toReversed().flatMap((each) => each.frames)
  return telltaleFrame(frames)
}

/** What a trace says is the reason: of a Python error its own words, otherwise the innermost cause. */
export function describeTrace(trace: string): Pick<FirstCause, 'exception' | 'frame' | 'trace' | 'echo'> {
  const python = readPythonTraceback(trace)
  const chain = readStackTrace(trace)
  const root = chain.at(-1)
  const exception = python?.said ?? root?.said ?? ''
  const frame = python === undefined ? frameOf(chain) : python.frame
  return { exception, ...(frame === undefined ? {} : { frame }), trace: shortened(trace), echo: isEcho(exception) }
}

/** Of a process that died it is not known which of its tasks it was: all of them may be meant. */
function describeTasks(tasks: readonly string[]): Partial<FirstCause> {
  const [only] = tasks
  if (only === undefined) return {}
  if (tasks.length === 1) return describeTask(only)
  const operator = [...new Set(tasks.map((task) => describeTask(task).operator))].slice(0, 3).join(', ')
  return { task: operator, operator }
}

function describeTask(task: string): Pick<FirstCause, 'task' | 'operator' | 'subtask'> {
  const [, name = task, subtask] = /^(.*?)\s*\((\d+\/\d+)\)/.exec(task) ?? []
  return { task: name, operator: name, ...(subtask === undefined ? {} : { subtask }) }
}

/** The beginning names what failed, the end why. */
function shortened(trace: string): string {
  if (trace.length <= longestTrace) return trace
  const half = longestTrace / 2
  return `${trace.slice(0, half)}\n\t… ${String(trace.length - longestTrace)} characters …\n${trace.slice(-half)}`
}
