import { createRandom, type Random as Plain } from '../../apps/api/fixtures/random.ts'

/** Randomness that a seed repeats. */
export interface Random extends Plain {
  /** A whole number, both ends included. */
  between(least: number, most: number): number
  shuffled<T>(all: readonly T[]): T[]
}

export function seededRandom(seed: number): Random {
  const plain = createRandom(seed)
  return {
    ...plain,
    between: (least, most) => least + plain.below(most - least + 1),
    shuffled: <T>(all: readonly T[]): T[] => {
      const left = [...all]
      return all.flatMap(() => left.splice(plain.below(left.length), 1))
    },
  }
}
