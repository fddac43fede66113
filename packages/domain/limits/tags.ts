import type { Tag as TagInput } from '@weir/service-model'
import { InvalidArgumentException, TooManyTagsException } from '@weir/service-model'
import type { Tag } from '../model/application.ts'

/** Tags as a request gives them; a missing value is an empty one. Throws on keys given twice or reserved by AWS. */
export const readTags = (given: readonly TagInput[]): readonly Tag[] => {
  const tags = given.map(({ Key, Value }) => ({ key: Key, value: Value ?? '' }))
  if (new Set(tags.map(({ key }) => key)).size < tags.length) {
    throw new InvalidArgumentException('The provided tag map contains duplicate tag key')
  }
  const reserved = tags.find(({ key }) => key.toLowerCase().startsWith('aws:'))
  if (reserved !== undefined) {
    throw new InvalidArgumentException(
      `Tag key '${reserved.key}' is invalid: keys that start with 'aws:' are reserved for system use.`,
    )
  }
  return tags
}

/** Throws when `added` would bring the resource over its quota; replacing a value does not count. */
export const requireRoomForTags = (existing: readonly Tag[], added: readonly Tag[], quota: number): void => {
  const keys = new Set([...existing, ...added].map(({ key }) => key))
  if (keys.size > quota) {
    throw new TooManyTagsException(
      `A resource can have at most ${quota} tags; this request would make it ${keys.size}.`,
    )
  }
}
