import { InvalidArgumentException } from '@weir/service-model'
import type { FastifyRequest } from 'fastify'
import { queryOf } from './query.ts'

/**
 * The query of a route that is no action, by these names: each at most once, an empty value is none, an unknown name is refused. The
 * region and a presigned URL's signature are for the face and no parameters of the route.
 */
export function readParameters<Name extends string>(
  request: FastifyRequest,
  names: readonly Name[],
): Partial<Record<Name, string>> {
  const query = queryOf(request)
  const known = (name: string): boolean =>
    (names as readonly string[]).includes(name) || name === 'region' || name.startsWith('X-Amz-')
  const unknown = [...query.keys()].find((name) => !known(name))
  if (unknown !== undefined) {
    const there = names.length === 0 ? 'none at all' : names.join(', ')
    throw new InvalidArgumentException(`There is no query parameter '${unknown.slice(0, 64)}' here, but ${there}.`)
  }
  const given = names.flatMap((name): [Name, string][] => {
    const [value, second] = query.get(name) ?? []
    if (second !== undefined) throw new InvalidArgumentException(`The query has more than one '${name}'.`)
    if (value !== undefined && value.length > 2048)
      throw new InvalidArgumentException(`The value of '${name}' is too long.`)
    return value === undefined || value === '' ? [] : [[name, value]]
  })
  return Object.fromEntries(given) as Partial<Record<Name, string>>
}

/** Epoch seconds, or a date in ISO 8601 with its zone. */
export function readTime(name: string, text: string | undefined): Date | undefined {
  if (text === undefined) return undefined
  const seconds = /^\d{1,11}(\.\d{1,9})?$/.test(text) ? Number(text) : undefined
  const iso = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2}))?$/.test(text)
  const time = seconds !== undefined ? seconds * 1000 : iso ? Date.parse(text) : NaN
  if (!Number.isNaN(time)) return new Date(time)
  throw new InvalidArgumentException(`${name} must be a time: epoch seconds, or ISO 8601 with its zone.`)
}

/** A whole number within bounds; `fallback` when it is not given. */
export function readInteger(
  name: string,
  text: string | undefined,
  { min, max, fallback }: { min: number; max: number; fallback: number },
): number {
  if (text === undefined) return fallback
  const value = /^\d{1,15}$/.test(text) ? Number(text) : NaN
  if (value >= min && value <= max) return value
  throw new InvalidArgumentException(`${name} must be a number from ${min} to ${max}.`)
}

/** True or false; `fallback` when it is not given. */
export function readFlag(name: string, text: string | undefined, fallback: boolean): boolean {
  if (text === undefined) return fallback
  if (text === 'true' || text === 'false') return text === 'true'
  throw new InvalidArgumentException(`${name} must be true or false.`)
}
