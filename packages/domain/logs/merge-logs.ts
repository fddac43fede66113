import type { LogRecord } from '../ports/application-logs.ts'

/**
 * One stream of records of several that are each in order of time: the oldest first, at the same time the earlier stream first. Holds one
 * record of each.
 */
export async function* mergeLogs(streams: readonly AsyncIterable<LogRecord>[]): AsyncGenerator<LogRecord> {
  const iterators = streams.map((stream) => stream[Symbol.asyncIterator]())
  try {
    const heads = await Promise.all(iterators.map((iterator) => iterator.next()))
    for (;;) {
      let first = -1
      heads.forEach((head, index) => {
        const best = heads[first]
        if (head.done !== true && (best === undefined || best.done === true || head.value.time < best.value.time))
          first = index
      })
      const [head, iterator] = [heads[first], iterators[first]]
      if (head === undefined || iterator === undefined || head.done === true) return
      yield head.value
      heads[first] = await iterator.next()
    }
  } finally {
    for (const iterator of iterators) await iterator.return?.()
  }
}
