/** Randomness that a seed repeats. */
export interface Random {
  /** From 0 up to, and without, 1. */
  next(): number
  /** A whole number, both ends included. */
  between(least: number, most: number): number
  pick<T>(choices: readonly T[]): T
  shuffled<T>(all: readonly T[]): T[]
}

/** Mulberry32: small, and good enough to choose victims. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const between = (least: number, most: number): number => least + Math.floor(next() * (most - least + 1))
  return {
    next,
    between,
    pick: <T>(choices: readonly T[]): T => {
      const chosen = choices[between(0, choices.length - 1)]
      if (chosen === undefined) throw new Error('there is nothing to choose from')
      return chosen
    },
    shuffled: <T>(all: readonly T[]): T[] => {
      const left = [...all]
      return all.map(() => left.splice(between(0, left.length - 1), 1)[0]!)
    },
  }
}
