import type { RecordFormat, SourceSchema } from '@weir/service-model'
import { InvalidArgumentException } from '@weir/service-model'

/** The schema as it is echoed: nothing is filled in. Throws when its parts contradict one another. */
export const readSchema = (schema: SourceSchema): SourceSchema => {
  requireOneMapping(schema.RecordFormat)
  const names = schema.RecordColumns.map(({ Name }) => Name)
  const twice = names.find((name, index) => names.indexOf(name) !== index)
  if (twice !== undefined) throw new InvalidArgumentException(`The schema has more than one column named ${twice}.`)
  return schema
}

const requireOneMapping = ({ RecordFormatType, MappingParameters }: RecordFormat): void => {
  if (MappingParameters === undefined) return
  const { CSVMappingParameters, JSONMappingParameters } = MappingParameters
  if ((CSVMappingParameters === undefined) === (JSONMappingParameters === undefined)) {
    throw new InvalidArgumentException(
      'MappingParameters must have exactly one of CSVMappingParameters and JSONMappingParameters.',
    )
  }
  const given = CSVMappingParameters === undefined ? 'JSON' : 'CSV'
  if (given === RecordFormatType) return
  throw new InvalidArgumentException(
    `${given}MappingParameters are not valid with RecordFormatType ${RecordFormatType}.`,
  )
}
