import { InvalidArgumentException } from '@weir/service-model'
import type { ListPosition } from './ports/list-position.ts'

/** The model allows 1..50; AWS does not publish what an absent Limit means. */
export const pageSize = (limit: number | undefined): number => limit ?? 50

export interface Page<T> {
  readonly entries: readonly T[]
  /** The last entry of this page when there is more after it. */
  readonly last?: T | undefined
}

/** Cuts a page from rows that were read with one more than `size`: the extra one says that there is more. */
export const cutPage = <T>(rows: readonly T[], size: number): Page<T> =>
  rows.length > size ? { entries: rows.slice(0, size), last: rows[size - 1] } : { entries: rows }

/** Of the lists whose documentation says so: throws when more than one filter is given. */
export const requireOneFilter = (filters: Readonly<Record<string, unknown>>): void => {
  const given = Object.keys(filters).filter((name) => filters[name] !== undefined)
  if (given.length < 2) return
  throw new InvalidArgumentException(`Only one filter can be specified, but ${given.join(' and ')} are.`)
}

/** Which list a token belongs to: a token of another list is refused. */
export type TokenKind = 'snapshot' | 'operation' | 'version' | 'enhanced-snapshot' | 'snapshot-operation'

/** An opaque NextToken that says where to go on. `last` is ASCII by the model's patterns. */
export const encodeToken = (kind: TokenKind, last: string): string => btoa(`${kind}:${last}`)

export const decodeToken = (kind: TokenKind, token: string): string => {
  const text = fromBase64(token)
  if (!text?.startsWith(`${kind}:`) || text.length === kind.length + 1) throw invalidToken()
  return text.slice(kind.length + 1)
}

/** A token for a list ordered by time: it holds the sort key itself, so that it outlives the entry it was made from. */
export const encodePosition = (kind: TokenKind, { at, id }: ListPosition): string =>
  encodeToken(kind, `${String(at.getTime())}:${id}`)

export const decodePosition = (kind: TokenKind, token: string): ListPosition => {
  const found = /^(\d{1,15}):(.+)$/s.exec(decodeToken(kind, token))
  if (found?.[1] === undefined || found[2] === undefined) throw invalidToken()
  return { at: new Date(Number(found[1])), id: found[2] }
}

export const invalidToken = (): InvalidArgumentException =>
  new InvalidArgumentException('The provided NextToken is invalid.')

const fromBase64 = (token: string): string | undefined => {
  try {
    return atob(token)
  } catch {
    return undefined
  }
}
