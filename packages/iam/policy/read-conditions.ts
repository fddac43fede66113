import { readNumber, readRange, readTime } from '../decide/comparisons.ts'
import { type Condition, readOperator } from '../decide/condition.ts'
import { MalformedPolicyError } from './policy-document.ts'
import { members } from './policy-json.ts'

export const readConditions = (value: unknown, element: string): readonly Condition[] =>
  Object.entries(members(value, element)).flatMap(([operator, block]) => {
    const path = `${element}.${operator}`
    const test = readOperator(operator)
    if (test === undefined) throw new MalformedPolicyError(path, 'is no condition operator.')
    return Object.entries(members(block, path)).map(([key, given]): Condition => {
      if (!/^[A-Za-z0-9-]+:[^\s].*$/s.test(key)) {
        throw new MalformedPolicyError(`${path}.${key}`, 'is no condition key such as aws:SourceIp.')
      }
      const values = literals(given, `${path}.${key}`)
      const wrong = values.find((each) => !understood(test.comparison, each))
      if (wrong !== undefined) {
        throw new MalformedPolicyError(
          `${path}.${key}`,
          `has the value "${wrong}", which ${operator} does not understand.`,
        )
      }
      return { operator, test, key: key.toLowerCase(), values }
    })
  })

/** Values may be written as JSON's own numbers and booleans; policies know text only. */
const literals = (value: unknown, element: string): readonly string[] => {
  const list = Array.isArray(value) ? (value as unknown[]) : [value]
  return list.map((each) => {
    if (typeof each === 'string' || typeof each === 'number' || typeof each === 'boolean') return String(each)
    throw new MalformedPolicyError(element, 'must be a string or a list of strings.')
  })
}

const understood = (comparison: string, value: string): boolean => {
  if (comparison === 'bool' || comparison === 'null') return /^(true|false)$/i.test(value) || value.includes('${')
  if (comparison === 'ipaddress') return readRange(value) !== undefined
  if (comparison.startsWith('numeric')) return !Number.isNaN(readNumber(value))
  if (comparison.startsWith('date')) return !Number.isNaN(readTime(value))
  return true
}
