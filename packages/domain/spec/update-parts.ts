import { InvalidArgumentException } from '@weir/service-model'

/** Changes the parts that updates name by id; UpdateApplication changes parts, it never adds one. */
export const updateParts = <P extends { readonly id: string }, U>(
  what: string,
  parts: readonly P[],
  { updates, idOf, change }: { updates: readonly U[]; idOf: (update: U) => string; change: (part: P, update: U) => P },
): readonly P[] =>
  updates.reduce<readonly P[]>((changed, update) => {
    const id = idOf(update)
    if (!changed.some((part) => part.id === id)) {
      throw new InvalidArgumentException(`${what} ${id} does not exist. An update can change it, not add it.`)
    }
    return changed.map((part) => (part.id === id ? change(part, update) : part))
  }, parts)
