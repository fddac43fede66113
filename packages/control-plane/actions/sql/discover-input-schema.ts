import type { ObjectSample } from '@weir/domain'
import { bucketOfArn, discoverSchema, ObjectUnavailableError, sampleText } from '@weir/domain'
import type { ActionContext, ActionHandler, DiscoverInputSchemaRequest, S3Configuration } from '@weir/service-model'
import {
  InvalidArgumentException,
  UnableToDetectSchemaException,
  UnsupportedOperationException,
} from '@weir/service-model'
import type { ActionDeps } from '../../deps.ts'
import { resolveRole } from '../../import-code.ts'

/** As much of an object as a schema is inferred from. */
const sampleBytes = 100 * 1024

export const discoverInputSchema =
  (deps: ActionDeps): ActionHandler<'DiscoverInputSchema'> =>
  async (input, context) => {
    const { bucket, key } = requireObject(input)
    const access = await resolveRole(deps, input.ServiceExecutionRole, context)
    const sample = await deps.objects.sample({ bucket, key, access, maxBytes: sampleBytes }).catch((error: unknown) => {
      throw unreadable(error, { bucket, key, context })
    })
    const text = sampleText(sample.bytes, sample)
    const found = text === undefined ? undefined : discoverSchema(text, sample)
    if (found === undefined) throw undetected(sample, text)
    return {
      InputSchema: found.schema,
      ParsedInputRecords: found.parsed.map((row) => [...row]),
      // An object is one record, whatever rows are in it.
      RawInputRecords: [found.raw],
    }
  }

/** The object that is asked about; throws for every other source, and for what is not one source. */
const requireObject = (input: DiscoverInputSchemaRequest): { bucket: string; key: string } => {
  const { ResourceARN, S3Configuration: object, InputProcessingConfiguration } = input
  if ((ResourceARN === undefined) === (object === undefined)) {
    throw new InvalidArgumentException('Either ResourceARN or S3Configuration must be specified, and not both.')
  }
  if (object === undefined) requireStream(input)
  if (InputProcessingConfiguration !== undefined) {
    throw new UnsupportedOperationException(
      'InputProcessingConfiguration is not supported: records cannot be passed through a Lambda function before their schema is discovered.',
    )
  }
  if (object !== undefined) return locationOf(object)
  throw new UnsupportedOperationException(
    'The schema of a stream cannot be discovered by this service. Write some of its records to an S3 object and specify S3Configuration.',
  )
}

const requireStream = ({ ResourceARN = '', InputStartingPositionConfiguration }: DiscoverInputSchemaRequest): void => {
  if (
    !/^arn:aws[a-z-]*:(kinesis:[a-z0-9-]+:\d{12}:stream|firehose:[a-z0-9-]+:\d{12}:deliverystream)\/.+$/.test(
      ResourceARN,
    )
  ) {
    throw new InvalidArgumentException(`Resource ARN ${ResourceARN} is not that of a stream or a delivery stream.`)
  }
  if (InputStartingPositionConfiguration?.InputStartingPosition === undefined) {
    throw new InvalidArgumentException('InputStartingPositionConfiguration must be specified with ResourceARN.')
  }
}

const locationOf = ({ BucketARN, FileKey }: S3Configuration): { bucket: string; key: string } => {
  const bucket = bucketOfArn(BucketARN)
  if (bucket === undefined) throw new InvalidArgumentException(`S3 bucket ARN ${BucketARN} is invalid.`)
  return { bucket, key: FileKey }
}

const unreadable = (
  error: unknown,
  { bucket, key, context }: { bucket: string; key: string; context: ActionContext },
) => {
  if (!(error instanceof ObjectUnavailableError)) return error
  context.logger.warn({ bucket, key, cause: error.message }, 'a sample is not readable')
  return new InvalidArgumentException(
    `Please check the role provided or validity of S3 location you provided. We are unable to get the specified fileKey: ${key} in the specified bucket: ${bucket}`,
  )
}

const undetected = ({ bytes }: ObjectSample, text: string | undefined): UnableToDetectSchemaException => {
  const why =
    bytes.length === 0
      ? 'The object is empty.'
      : text === undefined
        ? 'The object is not text in UTF-8.'
        : 'The object is neither JSON records nor rows of delimited values.'
  const RawInputRecords = text === undefined || text === '' ? [] : [text]
  return new UnableToDetectSchemaException(`Unable to detect the schema. ${why}`, {
    RawInputRecords,
    ProcessedInputRecords: [],
  })
}
