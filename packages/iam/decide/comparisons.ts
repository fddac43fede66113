import ipaddr from 'ipaddr.js'
import { matchesArn } from './arn-pattern.ts'
import { matches, readPattern } from './pattern.ts'
import type { RequestContext } from './request-context.ts'

/** Whether a value of the request is what the policy wants; `variables` is absent where the policy's version has none. */
type Comparison = (given: string, wanted: string, variables: RequestContext | undefined) => boolean

const text =
  ({ wildcards = false, anyCase = false }): Comparison =>
  (given, wanted, context) => {
    const fold = (value: string): string => (anyCase ? value.toLowerCase() : value)
    const pattern = readPattern(wanted, { context, wildcards })
    if (pattern === undefined) return false
    if (!anyCase) return matches(pattern, given)
    return fold(pattern.join('')) === fold(given)
  }

/** By the order of two values that a reader understands; what it does not understand matches nothing. */
const ordered =
  (read: (value: string) => number, holds: (given: number, wanted: number) => boolean): Comparison =>
  (given, wanted) =>
    holds(read(given), read(wanted))

/** NaN for what is no number. */
export const readNumber = (value: string): number =>
  /^[+-]?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(value) ? Number(value) : Number.NaN

/** Milliseconds of an ISO 8601 time or of seconds since 1970; NaN for anything else. */
export const readTime = (value: string): number => {
  if (/^\d+(\.\d+)?$/.test(value)) return Number(value) * 1000
  return /^\d{4}-\d{2}-\d{2}(T[0-9:.]+(Z|[+-]\d{2}:?\d{2})?)?$/.test(value) ? Date.parse(value) : Number.NaN
}

/** An address range, or one address as the range of itself; undefined for anything else. */
export const readRange = (value: string): [ipaddr.IPv4 | ipaddr.IPv6, number] | undefined => {
  const cidr = value.includes('/') ? value : `${value}/${value.includes(':') ? 128 : 32}`
  return ipaddr.isValidCIDR(cidr) && (value.includes(':') || /^\d+(\.\d+){3}(\/|$)/.test(value))
    ? ipaddr.parseCIDR(cidr)
    : undefined
}

const inRange: Comparison = (given, wanted) => {
  const range = readRange(wanted)
  if (range === undefined || !ipaddr.isValid(given)) return false
  const address = ipaddr.process(given) // ::ffff:10.0.0.1, as a dual-stack socket says, is 10.0.0.1
  return address.kind() === range[0].kind() && address.match(range)
}

/** Only Resource may leave parts of an ARN out; here all six are compared. */
const byArn: Comparison = (given, wanted, variables) =>
  (wanted === '*' || wanted.split(':').length >= 6) && matchesArn(wanted, given, variables)

/** Positive condition operators, by their name in lower case. */
export const comparisons: Readonly<Record<string, Comparison>> = {
  stringequals: text({}),
  stringequalsignorecase: text({ anyCase: true }),
  stringlike: text({ wildcards: true }),
  binaryequals: (given, wanted) => given === wanted,
  bool: (given, wanted) => given.toLowerCase() === wanted.toLowerCase(),
  arnequals: byArn,
  arnlike: byArn,
  ipaddress: inRange,
  ...orderedComparisons('numeric', readNumber),
  ...orderedComparisons('date', readTime),
}

function orderedComparisons(kind: string, read: (value: string) => number): Record<string, Comparison> {
  return {
    [`${kind}equals`]: ordered(read, (given, wanted) => given === wanted),
    [`${kind}lessthan`]: ordered(read, (given, wanted) => given < wanted),
    [`${kind}lessthanequals`]: ordered(read, (given, wanted) => given <= wanted),
    [`${kind}greaterthan`]: ordered(read, (given, wanted) => given > wanted),
    [`${kind}greaterthanequals`]: ordered(read, (given, wanted) => given >= wanted),
  }
}
