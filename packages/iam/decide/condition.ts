import { comparisons } from './comparisons.ts'
import type { RequestContext } from './request-context.ts'

/** One key of a statement's Condition. */
export interface Condition {
  /** As written, for messages. */
  readonly operator: string
  readonly test: ConditionTest
  /** In lower case. */
  readonly key: string
  /** One of them must match; with a negated operator none of them may. */
  readonly values: readonly string[]
}

/** What an operator's name says. */
export interface ConditionTest {
  readonly comparison: string
  readonly negated: boolean
  /** Also holds when the request has no such key. */
  readonly ifExists: boolean
  readonly quantifier: 'all' | 'any' | undefined
}

/** Reads an operator such as `ForAllValues:StringNotLikeIfExists`; undefined when there is none of that name. */
export const readOperator = (name: string): ConditionTest | undefined => {
  const [, prefix, body = '', suffix] = /^(?:(ForAllValues|ForAnyValue):)?(.+?)(IfExists)?$/i.exec(name) ?? []
  const plain = body.toLowerCase()
  const positive = plain === 'notipaddress' ? 'ipaddress' : plain.replace(/^(string|numeric|date|arn)not/, '$1')
  if (positive !== 'null' && !Object.hasOwn(comparisons, positive)) return undefined
  if (positive === 'null' && (prefix ?? suffix) !== undefined) return undefined
  const quantifier = prefix === undefined ? undefined : prefix.toLowerCase() === 'forallvalues' ? 'all' : 'any'
  return { comparison: positive, negated: positive !== plain, ifExists: suffix !== undefined, quantifier }
}

/** Whether the condition holds. `variables` is the same context where the policy's version has variables. */
export const holds = (
  { test, key, values }: Condition,
  { context, variables }: { context: RequestContext; variables: RequestContext | undefined },
): boolean => {
  const given = context.get(key)
  if (test.comparison === 'null') return values.some((each) => each.toLowerCase() === String(given === undefined))
  const compare = comparisons[test.comparison]
  if (compare === undefined) return false
  const holdsFor = (value: string): boolean =>
    values.some((wanted) => compare(value, wanted, variables)) !== test.negated
  if (given === undefined || given.length === 0) {
    if (test.ifExists || test.quantifier === 'all') return true
    // AWS: a negated operator holds for a key that is not there, but no value of it can be found that differs.
    return test.negated && test.quantifier === undefined
  }
  if (test.quantifier === 'all') return given.every(holdsFor)
  if (test.quantifier === 'any') return given.some(holdsFor)
  return test.negated ? given.every(holdsFor) : given.some(holdsFor)
}
