import { discoverSchema } from '@weir/domain'
import type { ActionContext, ActionHandler, DiscoverInputSchemaRequest } from '@weir/service-model'
import {
  InvalidArgumentException,
  UnableToDetectSchemaException,
  UnsupportedOperationException,
} from '@weir/service-model'
import type { ActionDeps } from '../../deps.ts'
import { resolveRole } from '../../import-code.ts'
import { sampleObject } from '../../sample-object.ts'
import { type InputSample, sampleStream } from '../../sample-stream.ts'

export const discoverInputSchema =
  (deps: ActionDeps): ActionHandler<'DiscoverInputSchema'> =>
  async (input, context) => {
    const sample = await takeSample(deps, input, context)
    const found = sample.text === undefined ? undefined : discoverSchema(sample.text, sample)
    if (found === undefined) throw undetected(sample)
    return {
      InputSchema: found.schema,
      ParsedInputRecords: found.parsed.map((row) => [...row]),
      // An object is one record, whatever rows are in it.
      RawInputRecords: [...(sample.raw ?? [found.raw])],
      ...(sample.processed && { ProcessedInputRecords: [...sample.processed] }),
    }
  }

/** Of the one source that is asked about; throws for what is not one. */
const takeSample = async (
  deps: ActionDeps,
  input: DiscoverInputSchemaRequest,
  context: ActionContext,
): Promise<InputSample> => {
  const { ResourceARN, S3Configuration: object, InputProcessingConfiguration: processing } = input
  if ((ResourceARN === undefined) === (object === undefined)) {
    throw new InvalidArgumentException('Either ResourceARN or S3Configuration must be specified, and not both.')
  }
  const place = object === undefined ? undefined : objectOf(object, processing)
  const stream = place === undefined ? streamOf(input) : undefined
  const access = await resolveRole(deps, input.ServiceExecutionRole, context)
  if (place !== undefined) return sampleObject(deps, { ...place, access, context })
  return sampleStream(deps, {
    streamArn: stream?.arn ?? '',
    position: stream?.position ?? 'NOW',
    processorArn: processing?.InputLambdaProcessor.ResourceARN,
    access,
    context,
  })
}

const objectOf = (
  object: NonNullable<DiscoverInputSchemaRequest['S3Configuration']>,
  processing: DiscoverInputSchemaRequest['InputProcessingConfiguration'],
) => {
  if (processing === undefined) return object
  throw new UnsupportedOperationException(
    'InputProcessingConfiguration is not supported with S3Configuration: functions are given the records of streams.',
  )
}

const streamOf = ({ ResourceARN: arn = '', InputStartingPositionConfiguration }: DiscoverInputSchemaRequest) => {
  if (!/^arn:aws[a-z-]*:(kinesis:[a-z0-9-]+:\d{12}:stream|firehose:[a-z0-9-]+:\d{12}:deliverystream)\/.+$/.test(arn)) {
    throw new InvalidArgumentException(`Resource ARN ${arn} is not that of a stream or a delivery stream.`)
  }
  const position = InputStartingPositionConfiguration?.InputStartingPosition
  if (position !== undefined) return { arn, position }
  throw new InvalidArgumentException('InputStartingPositionConfiguration must be specified with ResourceARN.')
}

const undetected = ({ text, raw, processed }: InputSample): UnableToDetectSchemaException => {
  const source = raw === undefined ? 'object' : 'sample'
  const why =
    text === ''
      ? raw === undefined
        ? 'The object is empty.'
        : 'No records came.'
      : text === undefined
        ? `The ${source} is not text in UTF-8.`
        : `The ${source} is neither JSON records nor rows of delimited values.`
  return new UnableToDetectSchemaException(`Unable to detect the schema. ${why}`, {
    RawInputRecords: [...(raw ?? (text === undefined || text === '' ? [] : [text]))],
    ProcessedInputRecords: [...(processed ?? [])],
  })
}
