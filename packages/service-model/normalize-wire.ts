import { isJsonObject } from './json-object.ts'
import { shapeNamed } from './shape-named.ts'

/**
 * A request's JSON reduced to what the model knows of it, as AWS reads one: unknown members are ignored, a null member is an
 * absent one, a timestamp may be an ISO date, a boolean may be quoted (AWS's own examples do so). Values of a wrong type stay
 * as they are, for the validator to refuse.
 *
 * The walk follows the shapes, not the value: its depth is the model's, however deep a hostile body is.
 */
export function normalizeWire(shapeName: string, value: unknown): unknown {
  const shape = shapeNamed(shapeName)
  switch (shape.type) {
    case 'structure':
      return isJsonObject(value) ? normalizeMembers(shape.members, value) : value
    case 'list':
      return Array.isArray(value) ? value.map((item) => normalizeWire(shape.member, item)) : value
    case 'map':
      // fromEntries defines own properties: a key named __proto__ is a key like any other.
      return isJsonObject(value)
        ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, normalizeWire(shape.value, item)]))
        : value
    case 'string':
      // One beyond the legal length still violates it; no regular expression ever sees 70 MB.
      return typeof value === 'string' && shape.max !== undefined ? value.slice(0, shape.max + 1) : value
    case 'boolean':
      return value === 'true' ? true : value === 'false' ? false : value
    case 'timestamp':
      return typeof value === 'string' ? secondsOf(value) : value
    default:
      return value
  }
}

function normalizeMembers(members: Readonly<Record<string, string>>, value: Record<string, unknown>): unknown {
  const present = Object.entries(members).filter(
    ([member]) => Object.hasOwn(value, member) && value[member] !== null && value[member] !== undefined,
  )
  return Object.fromEntries(present.map(([member, shape]) => [member, normalizeWire(shape, value[member])]))
}

/** Epoch seconds of an ISO 8601 date with a time zone (or a day alone); any other text is returned unchanged. */
function secondsOf(text: string): number | string {
  const iso = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2}))?$/
  const milliseconds = text.length <= 40 && iso.test(text) ? Date.parse(text) : NaN
  return Number.isNaN(milliseconds) ? text : milliseconds / 1000
}
