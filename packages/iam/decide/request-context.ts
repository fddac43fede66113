/** What is known of a request, by condition key in lower case: keys are the same in any case, values are not. */
export type RequestContext = ReadonlyMap<string, readonly string[]>

/** A context of the given keys; those without a value are not in it. A list, even an empty one, is a multi-valued key. */
export const requestContext = (
  given: Readonly<Record<string, string | readonly string[] | undefined>>,
): RequestContext => {
  const context = new Map<string, readonly string[]>()
  for (const [key, value] of Object.entries(given)) {
    if (value !== undefined) context.set(key.toLowerCase(), typeof value === 'string' ? [value] : value)
  }
  return context
}
