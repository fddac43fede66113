import { readTags, requireRoomForTags } from '@weir/domain'
import type { ActionHandler } from '@weir/service-model'
import type { ActionDeps } from '../../deps.ts'
import { findTaggedApplication, requireNotDeleting } from '../../find-tagged-application.ts'

/** Adds tags, and gives a new value to those whose key is there already. No new version. */
export const tagResource =
  ({ store, settings }: ActionDeps): ActionHandler<'TagResource'> =>
  async ({ ResourceARN, Tags }, context) => {
    const tags = readTags(Tags)
    await store.transaction(async (tx) => {
      const application = await findTaggedApplication(tx, context, ResourceARN, { lock: true })
      requireNotDeleting(application)
      requireRoomForTags(application.tags, tags, settings.quotas.tagsPerApplication)
      await tx.applications.putTags(application.id, tags)
    })
    return {}
  }
