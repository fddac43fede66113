import type { ActionHandler } from '@weir/service-model'
import type { ActionDeps } from '../../deps.ts'
import { findTaggedResource } from '../../find-tagged-resource.ts'

/** In the order in which they were added. */
export const listTagsForResource =
  ({ store }: ActionDeps): ActionHandler<'ListTagsForResource'> =>
  async ({ ResourceARN }, context) => {
    const { tags } = await findTaggedResource(store, context, ResourceARN)
    return { Tags: tags.map(({ key, value }) => ({ Key: key, Value: value })) }
  }
