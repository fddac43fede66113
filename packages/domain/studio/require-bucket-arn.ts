import { InvalidArgumentException } from '@weir/service-model'
import { bucketOfArn } from '../arn.ts'

/** Checked by form; nothing is looked up until a notebook runs. */
export const requireBucketArn = (arn: string): void => {
  if (bucketOfArn(arn) === undefined) throw new InvalidArgumentException(`S3 bucket ARN ${arn} is invalid.`)
}
