import { InvalidArgumentException } from '@weir/service-model'

/** A filter pattern of CloudWatch Logs, as far as we read it: terms and phrases, with and without signs. */
export interface LogFilter {
  readonly every: readonly string[]
  readonly none: readonly string[]
  /** When there are any, one of these is enough. */
  readonly some: readonly string[]
}

const longest = 1_024
const mostTerms = 32

/**
 * Reads `term "a phrase" -without ?either ?or`. Terms are compared as they are, letter by letter; nothing in them is an expression. What
 * else CloudWatch has (`{ $.x = … }`, `[w1, w2]`, `%regex%`) is refused by name, so that nobody takes no match for an answer.
 */
export const parseLogFilter = (pattern: string): LogFilter => {
  if (pattern.length > longest) throw refusal(`is longer than ${String(longest)} characters`)
  const trimmed = pattern.trim()
  if (/^[{[]/.test(trimmed))
    throw refusal('must be terms and "phrases"; JSON and space-delimited patterns are not supported')
  if (/^%.*%$/s.test(trimmed)) throw refusal('must be terms and "phrases"; regular expressions are not supported')
  const found = { every: [] as string[], none: [] as string[], some: [] as string[] }
  for (const [, sign, phrase, term] of trimmed.matchAll(/([-?]?)(?:"((?:\\.|[^"\\])*)"|(\S+))(?:\s+|$)|./gsu)) {
    const text = phrase?.replace(/\\(.)/gsu, '$1') ?? term
    if (text === undefined || text === '' || term === '-' || term === '?')
      throw refusal('has a term that does not end, or is empty')
    if (term?.startsWith('"') === true) throw refusal('has a phrase that does not end')
    found[sign === '-' ? 'none' : sign === '?' ? 'some' : 'every'].push(text)
  }
  if (found.every.length + found.none.length + found.some.length > mostTerms) {
    throw refusal(`has more than ${String(mostTerms)} terms`)
  }
  return found
}

/** Whether a text has every wanted term, one of the optional ones if there are any, and none of the unwanted. */
export const matchesLogFilter = (text: string, { every, none, some }: LogFilter): boolean =>
  every.every((term) => text.includes(term)) &&
  !none.some((term) => text.includes(term)) &&
  (some.length === 0 || some.some((term) => text.includes(term)))

const refusal = (problem: string): InvalidArgumentException => new InvalidArgumentException(`The filter ${problem}.`)
