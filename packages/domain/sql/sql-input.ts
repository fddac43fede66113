import type { Input, InputDescription, InputStartingPosition, InputUpdate } from '@weir/service-model'
import { InvalidArgumentException } from '@weir/service-model'
import type { SqlInput } from '../model/sql-spec.ts'
import { readResource, requireArn, requireResource } from './read-resource.ts'
import { readSchema } from './read-schema.ts'

export const createdInput = (id: string, given: Input): SqlInput => {
  const processor = given.InputProcessingConfiguration?.InputLambdaProcessor.ResourceARN
  return {
    id,
    namePrefix: given.NamePrefix,
    source: requireResource(`Input ${given.NamePrefix}`, {
      streams: given.KinesisStreamsInput?.ResourceARN,
      firehose: given.KinesisFirehoseInput?.ResourceARN,
    }),
    processor: processor && requireArn('lambda', processor),
    parallelism: given.InputParallelism?.Count ?? 1,
    schema: readSchema(given.InputSchema),
  }
}

/** Member by member. A source of the other kind takes the place of the present one (Terraform changes inputs so). */
export const updatedInput = (current: SqlInput, update: InputUpdate): SqlInput => {
  const schema = update.InputSchemaUpdate
  const source = readResource(`Input ${current.id}`, {
    streams: update.KinesisStreamsInputUpdate?.ResourceARNUpdate,
    firehose: update.KinesisFirehoseInputUpdate?.ResourceARNUpdate,
  })
  return {
    ...current,
    namePrefix: update.NamePrefixUpdate ?? current.namePrefix,
    source: source ?? current.source,
    processor: updatedProcessor(current, update),
    parallelism: update.InputParallelismUpdate?.CountUpdate ?? current.parallelism,
    schema: readSchema({
      RecordColumns: schema?.RecordColumnUpdates ?? current.schema.RecordColumns,
      RecordEncoding: schema?.RecordEncodingUpdate ?? current.schema.RecordEncoding,
      RecordFormat: schema?.RecordFormatUpdate ?? current.schema.RecordFormat,
    }),
  }
}

const updatedProcessor = (current: SqlInput, update: InputUpdate): string | undefined => {
  const arn = update.InputProcessingConfigurationUpdate?.InputLambdaProcessorUpdate.ResourceARNUpdate
  if (arn === undefined) return current.processor
  if (current.processor !== undefined) return requireArn('lambda', arn)
  throw new InvalidArgumentException(
    `Input ${current.id} has no processing configuration. Add it by AddApplicationInputProcessingConfiguration.`,
  )
}

/** Before the first start there is no position, and AWS shows an empty object. */
export const describeInput = (input: SqlInput, position: InputStartingPosition | undefined): InputDescription => {
  const source = { ResourceARN: input.source.arn }
  return {
    InputId: input.id,
    NamePrefix: input.namePrefix,
    InAppStreamNames: Array.from(
      { length: input.parallelism },
      (_, index) => `${input.namePrefix}_${String(index + 1).padStart(3, '0')}`,
    ),
    InputParallelism: { Count: input.parallelism },
    InputProcessingConfigurationDescription: describeProcessing(input),
    InputSchema: input.schema,
    InputStartingPositionConfiguration: { InputStartingPosition: position },
    KinesisStreamsInputDescription: input.source.kind === 'streams' ? source : undefined,
    KinesisFirehoseInputDescription: input.source.kind === 'firehose' ? source : undefined,
  }
}

export const describeProcessing = ({
  processor,
}: Pick<SqlInput, 'processor'>): InputDescription['InputProcessingConfigurationDescription'] =>
  processor === undefined ? undefined : { InputLambdaProcessorDescription: { ResourceARN: processor } }
