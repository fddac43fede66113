import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { FirstCause, LogExcerpt } from '@weir/domain'
import type { ClusterLayout } from '../cluster-layout.ts'
import { readLogTail } from './read-tail.ts'

const before = 12
const after = 40
const longestTrace = 60
const longestLine = 500
/** An event begins with its time; what follows it does not. */
const beginning = /^\d{4}-\d{2}-\d{2} /
const mostExcerpts = 3

/** The lines of each component's log around the first time that it tells of the cause; where it does not, its last lines. */
export async function logAround(
  layout: ClusterLayout,
  cause: Pick<FirstCause, 'exception' | 'component'>,
): Promise<readonly LogExcerpt[]> {
  const names = (await readdir(layout.log).catch(() => [])).filter((name) =>
    /^(job|task)manager(-\d+)?\.log$/.test(name),
  )
  const excerpts = await Promise.all(
    names.sort().map(async (name) => {
      const component = name.replace(/\.log$/, '')
      const lines = (await readLogTail(join(layout.log, name))).split('\n').filter((line) => line !== '')
      const at = lines.findIndex((line) => line.includes(firstWords(cause.exception)))
      return { component, told: at >= 0, lines: short(at >= 0 ? around(lines, at) : lines.slice(-before)) }
    }),
  )
  const telling = excerpts.filter(({ told, component }) => told || component === cause.component)
  return (telling.length > 0 ? telling : excerpts)
    .sort((a, b) => Number(b.component === cause.component) - Number(a.component === cause.component))
    .slice(0, mostExcerpts)
    .map(({ component, lines }) => ({ component, lines }))
}

/** What every log prints of it in one line. */
const firstWords = (exception: string): string => exception.split('\n')[0]?.slice(0, 120) ?? exception

/** What led to the event that tells of it: the cause itself is often told at the end of a long trace. */
const around = (lines: readonly string[], at: number): readonly string[] => {
  const event = lines.slice(0, at + 1).findLastIndex((line) => beginning.test(line))
  return lines.slice(Math.max(0, Math.max(event, at - longestTrace) - before), at + after)
}

const short = (lines: readonly string[]): readonly string[] => lines.map((line) => line.slice(0, longestLine))
