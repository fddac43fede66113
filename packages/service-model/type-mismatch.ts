import type { KeywordError } from './input-validators.ts'
import type { LocatedValue } from './located-value.ts'

const nouns: Record<string, string> = {
  structure: 'a structure',
  map: 'a map',
  list: 'a list',
  string: 'a String',
  integer: 'an Integer',
  long: 'a Long',
  boolean: 'a Boolean',
  timestamp: 'a Timestamp',
  blob: 'a Blob',
}

/**
 * The text of a SerializationException when a value has another JSON type than its shape, or is an integer that the shape's
 * width cannot hold; undefined when the error is about a constraint of the model instead.
 */
export function describeTypeMismatch(place: LocatedValue, error: KeywordError): string | undefined {
  // An element that is null has no wrong type: it is missing, and missing is a violation.
  const wrongType = error.keyword === 'type' && place.value !== null
  if (!wrongType && !exceedsWidth(place, error)) return undefined
  const where = place.path === '' ? '' : ` at '${place.path.slice(0, 256)}'`
  const noun = nouns[place.shape.type] ?? place.shape.type
  if (Array.isArray(place.value)) return `Start of list found where not expected${where}: ${noun} was`
  if (typeof place.value === 'object') return `Start of structure or map found where not expected${where}: ${noun} was`
  return `${tokenOf(place.value)} can not be converted to ${noun}${where}`
}

/** The schema bounds every integer by its width; only bounds that the model gives are constraints. */
function exceedsWidth({ shape }: LocatedValue, { keyword }: KeywordError): boolean {
  if (shape.type !== 'integer' && shape.type !== 'long') return false
  return (keyword === 'maximum' && shape.max === undefined) || (keyword === 'minimum' && shape.min === undefined)
}

function tokenOf(value: unknown): string {
  if (value === true) return 'TRUE_VALUE'
  if (value === false) return 'FALSE_VALUE'
  return typeof value === 'number' ? 'NUMBER_VALUE' : 'STRING_VALUE'
}
