import { createHash } from 'node:crypto'
import { InvalidArgumentException } from '@weir/service-model'

/**
 * The ETag of an application: its version, which If-Match is compared with, and a digest of the whole answer, without which
 * If-None-Match would keep a change of status from whoever polls for one.
 */
export function entityTag(version: number, text?: string): string {
  const digest = text === undefined ? '' : `-${createHash('sha256').update(text).digest('hex').slice(0, 16)}`
  return `"${version}${digest}"`
}

/** What If-Match allows: any version (`*`) or these. */
export type Precondition = '*' | readonly number[]

/** The versions that an If-Match names. Tags that are weak or not ours match nothing (RFC 9110, 13.1.1). */
export function readPrecondition(header: string): Precondition {
  const tags = entityTags(header)
  if (tags === '*') return '*'
  return tags.flatMap((tag) => /^"([1-9]\d{0,8})(?:-[0-9a-f]{16})?"$/.exec(tag)?.slice(1).map(Number) ?? [])
}

/** Whether an If-None-Match names this very answer. */
export function namesTag(header: string, tag: string): boolean {
  const tags = entityTags(header)
  return tags === '*' || tags.some((named) => named.replace(/^W\//, '') === tag)
}

function entityTags(header: string): '*' | string[] {
  const text = header.trim()
  if (text === '*') return '*'
  const tags = text.split(',').map((tag) => tag.trim())
  if (tags.every((tag) => /^(W\/)?"[\x21\x23-\x7e\x80-\xff]*"$/.test(tag))) return tags
  throw new InvalidArgumentException('If-Match and If-None-Match hold * or ETags in double quotes.')
}
