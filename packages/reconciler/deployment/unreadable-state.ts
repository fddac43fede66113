import { runtimeCatalogue } from '@weir/domain'
import type { RuntimeEnvironment } from '@weir/service-model'
import type { ReconcilerDeps } from '../deps.ts'
import type { ResumePoint } from './resume-point.ts'

const named = 3

/**
 * Why a job cannot start from a state, as far as that can be told before it tries. Flink 2 would not notice that it cannot read what Flink 1
 * has written with Kryo before the job meets the first such value: the update would have succeeded, and the job would fail for ever.
 * Whoever allows that state is not restored has given up what the new program does not take, and Flink decides.
 */
export const unreadableState = async (
  { archive }: Pick<ReconcilerDeps, 'archive'>,
  { restoreFrom, restoreSource, allowNonRestoredState }: ResumePoint,
  runtime: RuntimeEnvironment,
): Promise<string | undefined> => {
  const location = restoreSource ?? restoreFrom
  const isFlink1 = runtimeCatalogue[runtime].flink?.startsWith('1.') === true
  if (location === undefined || allowNonRestoredState || isFlink1) return undefined
  const types = await archive.kryoTypesOfFlink1(location)
  if (types.length === 0) return undefined
  const more = types.length > named ? ` and ${String(types.length - named)} more types` : ''
  return (
    `Incompatible state: values of ${types.slice(0, named).join(', ')}${more} were serialized with Kryo by Flink 1, ` +
    `which Flink ${runtimeCatalogue[runtime].flink ?? '2'} cannot read.`
  )
}
