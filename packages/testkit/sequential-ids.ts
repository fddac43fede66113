import type { Ids } from '@weir/domain'

/** Identities that count: the same in every run, and of the form that the real ones have. */
export function createSequentialIds(): Ids {
  let last = 0
  const next = (length: number): string => (++last).toString(16).padStart(length, '0')
  return {
    uuid: () => `00000000-0000-4000-8000-${next(12)}`,
    hex: (length) => next(length),
    token: (length) => next(length).replace(/^0/, 'T'),
  }
}
