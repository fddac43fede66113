import { readTags, requireRoomForTags } from '@weir/domain'
import type { ActionHandler } from '@weir/service-model'
import type { ActionDeps } from '../../deps.ts'
import { findTaggedResource, requireNotDeleting } from '../../find-tagged-resource.ts'

/** Adds tags, and gives a new value to those whose key is there already. No new version. */
export const tagResource =
  ({ store, settings }: ActionDeps): ActionHandler<'TagResource'> =>
  async ({ ResourceARN, Tags }, context) => {
    await store.transaction(async (tx) => {
      const resource = await findTaggedResource(tx, context, ResourceARN, { lock: true })
      requireNotDeleting(resource)
      const tags = readTags(Tags)
      requireRoomForTags(resource.tags, tags, settings.quotas.tagsPerApplication)
      await resource.put(tags)
    })
    return {}
  }
