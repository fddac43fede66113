import { matches, readPattern } from './pattern.ts'
import type { RequestContext } from './request-context.ts'

/** Parts of an ARN before its resource, which alone may contain colons. */
const parts = 6

/**
 * Whether an ARN matches a pattern, part by part: a wildcard does not reach over a colon into the next part. AWS completes a pattern with
 * fewer than six parts by wildcards.
 */
export const matchesArn = (pattern: string, arn: string, context?: RequestContext): boolean => {
  if (pattern === '*') return true
  const wanted = split(pattern)
  const given = split(arn)
  if (given.length < parts) return false
  return given.every((part, index) => {
    const read = readPattern(wanted[index] ?? '*', { context })
    return read !== undefined && matches(read, part)
  })
}

/** Colons within a variable (`${aws:username}`) part nothing. */
const split = (arn: string): string[] => {
  const pieces = arn.match(/(?:\$\{[^}]{0,256}\}|[^:])+|:/gu) ?? []
  const result = ['']
  for (const piece of pieces) {
    if (piece === ':' && result.length < parts) result.push('')
    else result[result.length - 1] = `${result.at(-1) ?? ''}${piece}`
  }
  return result
}
