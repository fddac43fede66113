import type { RequestContext } from './request-context.ts'

const many = Symbol('*')
const one = Symbol('?')

/** A pattern ready to be matched: characters, `*` (any number of them) and `?` (exactly one). */
export type Pattern = readonly (string | typeof many | typeof one)[]

/**
 * Reads a pattern. With a context, policy variables are replaced by what it knows; what comes from there is plain text, so that a user
 * called `*` matches nobody else. Undefined when a variable has no value and no default: such a pattern matches nothing. A variable has at
 * most 256 characters, so that thousands of opened ones do not each look for their end.
 */
export const readPattern = (
  text: string,
  { context, wildcards = true }: { context?: RequestContext | undefined; wildcards?: boolean } = {},
): Pattern | undefined => {
  const parts: (string | typeof many | typeof one)[] = []
  const plain = (value: string): void => void parts.push(...Array.from(value))
  for (const [piece] of text.matchAll(/\$\{[^}]{0,256}\}|[^]/gu)) {
    if (context !== undefined && piece.length > 2 && piece.startsWith('${')) {
      const value = variable(piece.slice(2, -1), context)
      if (value === undefined) return undefined
      plain(value)
    } else if (wildcards && piece === '*') parts.push(many)
    else if (wildcards && piece === '?') parts.push(one)
    else plain(piece)
  }
  return parts
}

/** `${key}`, `${key, 'default'}`, or one of the three characters that could not be written otherwise. */
const variable = (expression: string, context: RequestContext): string | undefined => {
  if (['*', '?', '$'].includes(expression)) return expression
  const { key, fallback } = parted(expression)
  const values = context.get(key.trim().toLowerCase())
  // AWS: a multi-valued key is no variable.
  return values?.length === 1 ? values[0] : fallback
}

/** Key and default, without a pattern that looks for spaces on both sides: of thousands of them it would try every division. */
const parted = (expression: string): { key: string; fallback?: string } => {
  const comma = expression.indexOf(',')
  const behind = comma < 0 ? '' : expression.slice(comma + 1).trim()
  if (behind.length < 2 || !behind.startsWith("'") || !behind.endsWith("'")) return { key: expression }
  return { key: expression.slice(0, comma), fallback: behind.slice(1, -1) }
}

/** Whether the whole text matches. Time is bounded by the product of the lengths: no pattern can be made to hang us. */
export const matches = (pattern: Pattern, text: string): boolean => {
  const characters = Array.from(text)
  let [at, in_] = [0, 0]
  let [star, resume] = [-1, 0]
  while (at < characters.length) {
    const part = pattern[in_]
    if (part === many) {
      star = in_++
      resume = at
    } else if (part === one || (part !== undefined && part === characters[at])) {
      at += 1
      in_ += 1
    } else if (star >= 0) {
      in_ = star + 1
      at = ++resume
    } else return false
  }
  while (pattern[in_] === many) in_ += 1
  return in_ === pattern.length
}
