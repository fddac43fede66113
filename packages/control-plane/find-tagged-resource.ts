import type { Repositories, Tag } from '@weir/domain'
import { parseApplicationArn, parseSnapshotArn } from '@weir/domain'
import type { ActionContext } from '@weir/service-model'
import { InvalidArgumentException, ResourceInUseException } from '@weir/service-model'
import { findApplication } from './find-application.ts'
import { findEnhancedSnapshot } from './find-enhanced-snapshot.ts'

/** Something that can have tags. */
export interface TaggedResource {
  /** For people: its kind and name. */
  readonly title: string
  readonly status: string
  readonly tags: readonly Tag[]
  /** Adds tags behind those that are there; a key that is there keeps its place and gets the new value. */
  put(tags: readonly Tag[]): Promise<void>
  remove(keys: readonly string[]): Promise<void>
}

/** What a tag request's ARN names: an application or an enhanced snapshot of the caller's account and this region. */
export const findTaggedResource = async (
  repositories: Pick<Repositories, 'applications' | 'enhancedSnapshots'>,
  context: ActionContext,
  arn: string,
  options: { lock?: boolean } = {},
): Promise<TaggedResource> => {
  const isOwn = (named: { accountId: string; region: string }): boolean =>
    named.accountId === context.principal.accountId && named.region === context.region
  const application = parseApplicationArn(arn)
  if (application !== undefined && isOwn(application)) {
    return taggedApplication(repositories, context, application.name, options)
  }
  const snapshot = parseSnapshotArn(arn)
  if (snapshot !== undefined && isOwn(snapshot)) return taggedSnapshot(repositories, context, snapshot.name, options)
  throw new InvalidArgumentException(
    `Resource ARN ${arn} is invalid: it names no application and no snapshot of this account and Region.`,
  )
}

const taggedApplication = async (
  { applications }: Pick<Repositories, 'applications'>,
  context: ActionContext,
  name: string,
  options: { lock?: boolean },
): Promise<TaggedResource> => {
  const { id, status, tags } = await findApplication({ applications }, context, name, options)
  return {
    title: `Application ${name}`,
    status,
    tags,
    put: (added) => applications.putTags(id, added),
    remove: (keys) => applications.removeTags(id, keys),
  }
}

const taggedSnapshot = async (
  { enhancedSnapshots }: Pick<Repositories, 'enhancedSnapshots'>,
  context: ActionContext,
  name: string,
  options: { lock?: boolean },
): Promise<TaggedResource> => {
  const snapshot = await findEnhancedSnapshot({ enhancedSnapshots }, context, name, options)
  const { status, tags } = snapshot
  const save = (changed: Iterable<Tag>): Promise<void> => enhancedSnapshots.save({ ...snapshot, tags: [...changed] })
  return {
    title: `Snapshot ${name}`,
    status,
    tags,
    put: (added) => save(new Map([...tags, ...added].map((tag) => [tag.key, tag])).values()),
    remove: (keys) => save(tags.filter(({ key }) => !keys.includes(key))),
  }
}

/** The tags of what is going are gone already. */
export const requireNotDeleting = ({ title, status }: TaggedResource): void => {
  if (status === 'DELETING') throw new ResourceInUseException(`${title} is in DELETING status.`)
}
