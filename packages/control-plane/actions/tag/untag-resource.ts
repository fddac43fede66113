import type { ActionHandler } from '@weir/service-model'
import type { ActionDeps } from '../../deps.ts'
import { findTaggedResource, requireNotDeleting } from '../../find-tagged-resource.ts'

/** Removes tags by key; a key that is not there is no error. */
export const untagResource =
  ({ store }: ActionDeps): ActionHandler<'UntagResource'> =>
  async ({ ResourceARN, TagKeys }, context) => {
    await store.transaction(async (tx) => {
      const resource = await findTaggedResource(tx, context, ResourceARN, { lock: true })
      requireNotDeleting(resource)
      await resource.remove(TagKeys)
    })
    return {}
  }
