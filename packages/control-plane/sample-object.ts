import type { RoleAccess } from '@weir/domain'
import { bucketOfArn, ObjectUnavailableError, sampleText } from '@weir/domain'
import type { ActionContext, S3Configuration } from '@weir/service-model'
import { InvalidArgumentException } from '@weir/service-model'
import type { ActionDeps } from './deps.ts'
import type { InputSample } from './sample-stream.ts'

/** As much of an object as a schema is inferred from. */
const sampleBytes = 100 * 1024

/** The beginning of an object of the user's S3. */
export const sampleObject = async (
  { objects }: Pick<ActionDeps, 'objects'>,
  { BucketARN, FileKey: key, access, context }: S3Configuration & { access: RoleAccess; context: ActionContext },
): Promise<InputSample> => {
  const bucket = bucketOfArn(BucketARN)
  if (bucket === undefined) throw new InvalidArgumentException(`S3 bucket ARN ${BucketARN} is invalid.`)
  try {
    const sample = await objects.sample({ bucket, key, access, maxBytes: sampleBytes })
    return { text: sampleText(sample.bytes, sample), complete: sample.complete }
  } catch (error) {
    if (!(error instanceof ObjectUnavailableError)) throw error
    context.logger.warn({ bucket, key, cause: error.message }, 'a sample is not readable')
    throw new InvalidArgumentException(
      `Please check the role provided or validity of S3 location you provided. We are unable to get the specified fileKey: ${key} in the specified bucket: ${bucket}`,
    )
  }
}
