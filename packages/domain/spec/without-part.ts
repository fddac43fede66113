import { ResourceNotFoundException } from '@weir/service-model'

/** The other parts. Throws AWS's answer when there is none of that id. */
export const withoutPart = <P extends { readonly id: string }>(
  what: string,
  parts: readonly P[],
  id: string,
): readonly P[] => {
  const others = parts.filter((part) => part.id !== id)
  if (others.length === parts.length) throw new ResourceNotFoundException(`${what} ${id} does not exist.`)
  return others
}
