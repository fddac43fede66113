import { isJsonObject } from './json-object.ts'
import type { Shape } from './shape.ts'
import { shapeNamed } from './shape-named.ts'

/** A place inside an input: its shape, its value, and its path as AWS writes it (`tags.1.member.key`). */
export interface LocatedValue {
  readonly shape: Shape
  readonly value: unknown
  readonly path: string
  /** Set when the value is an element of a list or a map: where that collection is. */
  readonly collection?: LocatedValue
}

/** Follows a JSON pointer from the input's root. */
export function locate(rootShape: string, root: unknown, pointer: string): LocatedValue {
  const steps = pointer.split('/').slice(1)
  return steps.reduce<LocatedValue>(
    (place, step) => stepInto(place, step.replaceAll('~1', '/').replaceAll('~0', '~')),
    { shape: shapeNamed(rootShape), value: root, path: '' },
  )
}

/** The place one member, index or key further in. */
export function stepInto(place: LocatedValue, step: string): LocatedValue {
  const { shape, value, path } = place
  const inner = isJsonObject(value) || Array.isArray(value) ? (value as Record<string, unknown>)[step] : undefined
  if (shape.type === 'structure') {
    const name = step.charAt(0).toLowerCase() + step.slice(1)
    return {
      shape: shapeNamed(shape.members[step] ?? ''),
      value: inner,
      path: path === '' ? name : `${path}.${name}`,
    }
  }
  if (shape.type === 'list') {
    return {
      shape: shapeNamed(shape.member),
      value: inner,
      path: `${path}.${Number(step) + 1}.member`,
      collection: place,
    }
  }
  if (shape.type === 'map') {
    return { shape: shapeNamed(shape.value), value: inner, path: `${path}.${step}.member`, collection: place }
  }
  throw new Error(`a ${shape.type} has nothing inside`)
}
