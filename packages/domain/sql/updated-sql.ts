import type { SqlApplicationConfigurationUpdate } from '@weir/service-model'
import type { SqlSpec } from '../model/sql-spec.ts'
import { updateParts } from '../spec/update-parts.ts'
import { updatedInput } from './sql-input.ts'
import { updatedOutput } from './sql-output.ts'
import { updatedReferenceData } from './sql-reference-data.ts'

export const updatedSql = (
  current: SqlSpec,
  { InputUpdates = [], OutputUpdates = [], ReferenceDataSourceUpdates = [] }: SqlApplicationConfigurationUpdate,
): SqlSpec => ({
  inputs: updateParts('Input', current.inputs, {
    updates: InputUpdates,
    idOf: ({ InputId }) => InputId,
    change: updatedInput,
  }),
  outputs: updateParts('Output', current.outputs, {
    updates: OutputUpdates,
    idOf: ({ OutputId }) => OutputId,
    change: updatedOutput,
  }),
  referenceDataSources: updateParts('Reference data source', current.referenceDataSources, {
    updates: ReferenceDataSourceUpdates,
    idOf: ({ ReferenceId }) => ReferenceId,
    change: updatedReferenceData,
  }),
})
