import { join } from 'node:path'
import { readPlainFile } from '../../logs/read-plain-file.ts'
import type { ClusterLayout } from '../cluster-layout.ts'
import { readTraceback } from '../python/python-traceback.ts'
import { readLogTail, readTail } from './read-tail.ts'

/** What is useful of a failure fits in here. */
const MOST = 512

/**
 * One text from a Java stack trace: the innermost cause first, with its place, because that is what a user has to mend; then what
 * it made fail, unless that only repeats it.
 */
export function describeStackTrace(trace: string): string {
  const lines = trace.split('\n')
  const causes = [0, ...lines.flatMap((line, at) => (line.startsWith('Caused by: ') ? [at] : []))]
  const last = causes.at(-1) ?? 0
  const root = message(lines, last)
  const python = readTraceback(trace)
  if (python) return `${root.includes(python.raised) ? python.raised : root}${python.places}`.slice(0, MOST)
  const frame = lines.slice(last).find((line) => /^\s*at /.test(line))
  const place = frame === undefined ? '' : `, ${frame.trim()}`
  const outer = causes.length > 1 ? message(lines, causes.at(-2) ?? 0) : ''
  const said = root.slice(root.indexOf(': ') + 2)
  return `${root}${place}${outer === '' || outer.includes(said) ? '' : ` (while: ${outer})`}`.slice(0, MOST)
}

/** An exception's message may have lines of its own; it ends where the frames begin. */
function message(lines: readonly string[], from: number): string {
  const end = lines.findIndex((line, at) => at > from && /^\s*(at |\.\.\. \d+ |Caused by: |Suppressed: )/.test(line))
  return lines
    .slice(from, end < 0 ? undefined : end)
    .join(' ')
    .replace(/^Caused by: /, '')
    .trim()
}

/** Why a component of the cluster ended, by what it left behind; undefined when it left nothing. */
export async function readComponentFailure(layout: ClusterLayout, component: string): Promise<string | undefined> {
  return (await readFailureFile(layout, component)) ?? (await fromLog(layout, component))
}

/** What the launcher kept of a fatal error. */
export async function readFailureFile(layout: ClusterLayout, component: string): Promise<string | undefined> {
  const text = await readPlainFile(layout.failure(component))
  if (text === undefined) return undefined
  try {
    const { exception, stackTrace } = JSON.parse(text) as { exception: string; stackTrace: string }
    const described = describeStackTrace(stackTrace)
    const isWhole =
      readTraceback(stackTrace) !== undefined || described.startsWith(exception.split('\n')[0] ?? exception)
    return (isWhole ? described : exception).slice(0, MOST)
  } catch {
    return undefined // the application may write there; what it wrote is not a failure
  }
}

async function fromLog(layout: ClusterLayout, component: string): Promise<string | undefined> {
  const output = await readTail(join(layout.log, `${component}.out`))
  const fenced = /^weir: (.*this process stops itself.*)$/m.exec(output)?.[1]
  if (fenced !== undefined) return fenced
  const jvm = /^(Error[: ].*|#\s+.*OutOfMemory.*|Terminating due to .*|Exception in thread .*|bwrap: .*)$/m.exec(output)
  if (jvm?.[1] !== undefined) return describeStackTrace(output.slice(jvm.index)).slice(0, MOST)
  const log = await readLogTail(join(layout.log, `${component}.log`))
  const errors = [
    ...log.matchAll(/^\S+ \S+ (?:ERROR|FATAL) .*\n([\w.$]+(?:Exception|Error).*(?:\n(?:\s|Caused by:).*)*)/gm),
  ]
  const trace = errors.at(-1)?.[1]
  return trace === undefined ? undefined : describeStackTrace(trace)
}
