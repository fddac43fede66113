import { MalformedPolicyError } from './policy-document.ts'

/** A JSON object's members. */
export const members = (value: unknown, element: string): Readonly<Record<string, unknown>> => {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>
  throw new MalformedPolicyError(element, 'must be a JSON object.')
}

export const requireKnown = (
  given: Readonly<Record<string, unknown>>,
  known: readonly string[],
  element: string,
): void => {
  const stranger = Object.keys(given).find((name) => !known.includes(name))
  if (stranger === undefined) return
  const path = element === '' ? stranger : `${element}.${stranger}`
  throw new MalformedPolicyError(path, `is no element of an identity-based policy; known are ${known.join(', ')}.`)
}

/** A string, or a list of at least one. */
export const strings = (value: unknown, element: string): readonly string[] => {
  const list = Array.isArray(value) ? (value as unknown[]) : [value]
  if (list.length === 0) throw new MalformedPolicyError(element, 'must not be empty.')
  return list.map((each) => {
    if (typeof each === 'string') return each
    throw new MalformedPolicyError(element, 'must be a string or a list of strings.')
  })
}
