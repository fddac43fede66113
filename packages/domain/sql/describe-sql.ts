import type { SqlApplicationConfigurationDescription } from '@weir/service-model'
import type { SqlSpec, StartingPositions } from '../model/sql-spec.ts'
import { unlessEmpty } from '../describe/unless-empty.ts'
import { describeInput } from './sql-input.ts'
import { describeOutput } from './sql-output.ts'
import { describeReferenceData } from './sql-reference-data.ts'

/** The lists as AWS shows them; one that is empty is left out, and without any part the whole is. */
export const describeSql = (
  sql: SqlSpec,
  positions: StartingPositions = {},
): SqlApplicationConfigurationDescription | undefined => {
  const InputDescriptions = unlessEmpty(sql.inputs.map((input) => describeInput(input, positions[input.id])))
  const OutputDescriptions = unlessEmpty(sql.outputs.map(describeOutput))
  const ReferenceDataSourceDescriptions = unlessEmpty(sql.referenceDataSources.map(describeReferenceData))
  if (!InputDescriptions && !OutputDescriptions && !ReferenceDataSourceDescriptions) return undefined
  return { InputDescriptions, OutputDescriptions, ReferenceDataSourceDescriptions }
}
