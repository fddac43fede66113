import type { LogRecord } from '../ports/application-logs.ts'

/** One stream of several that never end: each record as soon as it is there, so that a silent stream holds up none. */
export async function* joinLogs(streams: readonly AsyncIterable<LogRecord>[]): AsyncGenerator<LogRecord> {
  const iterators = streams.map((stream) => stream[Symbol.asyncIterator]())
  const next = async (index: number) => ({ index, result: await iterators[index]?.next() })
  const waiting = new Map(iterators.map((_, index) => [index, next(index)]))
  try {
    while (waiting.size > 0) {
      const { index, result } = await Promise.race(waiting.values())
      if (result === undefined || result.done === true) waiting.delete(index)
      else {
        yield result.value
        waiting.set(index, next(index))
      }
    }
  } finally {
    // Those that still wait end with the signal that their reader has.
    for (const iterator of iterators) void iterator.return?.().catch(() => undefined)
  }
}
