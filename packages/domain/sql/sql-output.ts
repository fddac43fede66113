import type { Output, OutputDescription, OutputUpdate } from '@weir/service-model'
import type { SqlOutput } from '../model/sql-spec.ts'
import { readResource, requireResource } from './read-resource.ts'

export const createdOutput = (id: string, given: Output): SqlOutput => ({
  id,
  name: given.Name,
  destination: requireResource(`Output ${given.Name}`, {
    streams: given.KinesisStreamsOutput?.ResourceARN,
    firehose: given.KinesisFirehoseOutput?.ResourceARN,
    lambda: given.LambdaOutput?.ResourceARN,
  }),
  format: given.DestinationSchema.RecordFormatType,
})

/** Member by member. A destination of another kind takes the place of the present one. */
export const updatedOutput = (current: SqlOutput, update: OutputUpdate): SqlOutput => {
  const destination = readResource(`Output ${current.id}`, {
    streams: update.KinesisStreamsOutputUpdate?.ResourceARNUpdate,
    firehose: update.KinesisFirehoseOutputUpdate?.ResourceARNUpdate,
    lambda: update.LambdaOutputUpdate?.ResourceARNUpdate,
  })
  return {
    id: current.id,
    name: update.NameUpdate ?? current.name,
    destination: destination ?? current.destination,
    format: update.DestinationSchemaUpdate?.RecordFormatType ?? current.format,
  }
}

export const describeOutput = ({ id, name, destination, format }: SqlOutput): OutputDescription => {
  const resource = { ResourceARN: destination.arn }
  return {
    OutputId: id,
    Name: name,
    DestinationSchema: { RecordFormatType: format },
    KinesisStreamsOutputDescription: destination.kind === 'streams' ? resource : undefined,
    KinesisFirehoseOutputDescription: destination.kind === 'firehose' ? resource : undefined,
    LambdaOutputDescription: destination.kind === 'lambda' ? resource : undefined,
  }
}
