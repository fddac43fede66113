import QuickLRU from 'quick-lru'

/** Look-ups that are made with every request, and whose answers are good for a moment. */
export interface RecentReads {
  /** The same look-up, asked of its source once a moment for each key. What is not there, or failed, is asked for again. */
  remembering<T extends object>(look: (key: string) => Promise<T | undefined>): (key: string) => Promise<T | undefined>
  /** Lets no answer be given that was asked for before now. */
  forget(): void
}

/** Keeps at most `most` answers for `ms` milliseconds; failures are not kept. */
export const createRecentReads = ({ ms, most }: { ms: number; most: number }): RecentReads => {
  const caches: { clear(): void }[] = []
  return {
    remembering: <T extends object>(look: (key: string) => Promise<T | undefined>) => {
      const cache = new QuickLRU<string, Promise<T | undefined>>({ maxSize: most, maxAge: ms })
      caches.push(cache)
      return (key) => {
        const known = cache.get(key)
        if (known !== undefined) return known
        const answer = look(key)
        cache.set(key, answer)
        const drop = (): void => {
          if (cache.peek(key) === answer) cache.delete(key)
        }
        answer.then((found) => {
          if (found === undefined) drop()
        }, drop)
        return answer
      }
    },
    forget: () => {
      for (const cache of caches) cache.clear()
    },
  }
}
