import type { ActionHandler } from '@weir/service-model'
import type { ActionDeps } from '../../deps.ts'
import { findTaggedApplication, requireNotDeleting } from '../../find-tagged-application.ts'

/** Removes tags by key; a key that is not there is no error. */
export const untagResource =
  ({ store }: ActionDeps): ActionHandler<'UntagResource'> =>
  async ({ ResourceARN, TagKeys }, context) => {
    await store.transaction(async (tx) => {
      const application = await findTaggedApplication(tx, context, ResourceARN, { lock: true })
      requireNotDeleting(application)
      await tx.applications.removeTags(application.id, TagKeys)
    })
    return {}
  }
