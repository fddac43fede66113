/** Runs work, at most so much of it at once; the rest waits for its turn. */
export type Lane = <T>(work: () => Promise<T>) => Promise<T>

/** A lane that is `width` works wide; the works' own failures are theirs. */
export function createLane(width: number): Lane {
  const waiting: (() => void)[] = []
  let running = 0
  return async (work) => {
    if (running >= width) await new Promise<void>((resolve) => waiting.push(resolve))
    else running += 1
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      // The place is handed over, so nobody can slip in between.
      if (next === undefined) running -= 1
      else next()
    }
  }
}
