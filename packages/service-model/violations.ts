import type { KeywordError } from './input-validators.ts'
import { type LocatedValue, stepInto } from './located-value.ts'
import type { Shape } from './shape.ts'
import { shapeNamed } from './shape-named.ts'

/** The keywords that are about a map itself. */
const sizeKeywords = ['minProperties', 'maxProperties']

/** Longest value that an error text repeats. */
const quotedLength = 256

/** A value that does not satisfy what is demanded of it. */
export interface Violation {
  readonly place: LocatedValue
  /** In AWS's words. */
  readonly demand: string
}

/**
 * What an error of the validator violates. Equal errors in several elements of one collection are one violation, of the
 * collection. Undefined for an error that another one already tells: what is wrong with a map's key comes from the key's
 * schema and as `propertyNames`.
 */
export function violationOf(place: LocatedValue, error: KeywordError): Violation | undefined {
  if (error.keyword === 'required') {
    return { place: stepInto(place, error.params.missingProperty ?? ''), demand: 'Member must not be null' }
  }
  if (place.shape.type === 'map' && error.keyword === 'propertyNames') {
    return { place, demand: `Map keys must satisfy constraint: [${constraintsOf(shapeNamed(place.shape.key))}]` }
  }
  if (place.shape.type === 'map' && !sizeKeywords.includes(error.keyword)) return undefined
  if (place.value === null) return { place, demand: 'Member must not be null' }
  const { collection } = place
  if (collection !== undefined && isScalar(place.shape)) {
    // AWS names the collection, not the element, and lists all that it asks of an element.
    const subject = collection.shape.type === 'map' ? 'Map value' : 'Member'
    return { place: collection, demand: `${subject} must satisfy constraint: [${constraintsOf(place.shape)}]` }
  }
  return { place, demand: constraint(place.shape, error.keyword) }
}

/** The violation as AWS's messages tell it. */
export function violationText({ place, demand }: Violation): string {
  const path = place.path.slice(0, quotedLength)
  return `Value ${quoted(place.value)} at '${path}' failed to satisfy constraint: ${demand}`
}

function quoted(value: unknown): string {
  if (value === undefined || value === null) return 'null'
  const text = printed(value, quotedLength)
  return `'${text.length > quotedLength ? `${text.slice(0, quotedLength)}...` : text}'`
}

/** A value as Java prints it, up to about `room` characters: what an error costs must not grow with the request. */
function printed(value: unknown, room: number): string {
  if (typeof value !== 'object' || value === null) return String(value).slice(0, room + 1)
  const list = Array.isArray(value)
  const items: string[] = []
  for (const key in value) {
    if (room <= 0) break
    const item = printed((value as Record<string, unknown>)[key], room)
    items.push(list ? item : `${key.slice(0, room)}=${item}`)
    room -= key.length + item.length + 2
  }
  return list ? `[${items.join(', ')}]` : `{${items.join(', ')}}`
}

const isScalar = (shape: Shape) => !['structure', 'list', 'map'].includes(shape.type)

/** The demand behind one JSON Schema keyword. */
function constraint(shape: Shape, keyword: string): string {
  const { min = 0, max = 0 } = shape as { min?: number; max?: number }
  switch (keyword) {
    case 'minLength':
    case 'minItems':
    case 'minProperties':
      return `Member must have length greater than or equal to ${min}`
    case 'maxLength':
    case 'maxItems':
    case 'maxProperties':
      return `Member must have length less than or equal to ${max}`
    case 'minimum':
      return `Member must have value greater than or equal to ${min}`
    case 'maximum':
      return `Member must have value less than or equal to ${max}`
    case 'pattern':
      return `Member must satisfy regular expression pattern: ${(shape as { pattern?: string }).pattern ?? ''}`
    case 'enum':
      return `Member must satisfy enum value set: [${((shape as { enum?: readonly string[] }).enum ?? []).join(', ')}]`
    default:
      throw new Error(`no text for the keyword ${keyword}`)
  }
}

/** All demands on a scalar, in the order AWS lists them. */
function constraintsOf(shape: Shape): string {
  const { min, max } = shape as { min?: number; max?: number }
  const keywords =
    shape.type === 'string'
      ? [
          max === undefined ? [] : ['maxLength'],
          min === undefined ? [] : ['minLength'],
          shape.pattern === undefined ? [] : ['pattern'],
          shape.enum === undefined ? [] : ['enum'],
        ].flat()
      : [max === undefined ? [] : ['maximum'], min === undefined ? [] : ['minimum']].flat()
  return keywords.map((keyword) => constraint(shape, keyword)).join(', ')
}
