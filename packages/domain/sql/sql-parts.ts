import type { Input, InputProcessingConfiguration, Output, ReferenceDataSource } from '@weir/service-model'
import { InvalidArgumentException, ResourceNotFoundException } from '@weir/service-model'
import type { SqlInput, SqlSpec } from '../model/sql-spec.ts'
import { withoutPart } from '../spec/without-part.ts'
import { requireArn } from './read-resource.ts'
import { createdInput } from './sql-input.ts'
import { createdOutput } from './sql-output.ts'
import { createdReferenceData } from './sql-reference-data.ts'

// What the actions that add and delete single parts make of a SQL application's spec. Each throws what AWS refuses.

export const noSqlParts: SqlSpec = { inputs: [], outputs: [], referenceDataSources: [] }

/** AWS's limits, which no quota raises. */
const most = { inputs: 1, outputs: 3, referenceDataSources: 1 } as const

const called = { inputs: 'input', outputs: 'output', referenceDataSources: 'reference data source' } as const

/** InvalidArgumentException, not LimitExceededException: the actions do not model it, and SDKs retry it. */
export const requireRoomForParts = (sql: SqlSpec): SqlSpec => {
  for (const part of ['inputs', 'outputs', 'referenceDataSources'] as const) {
    if (sql[part].length <= most[part]) continue
    throw new InvalidArgumentException(`Kinesis Analytics currently supports only ${most[part]} ${called[part]}(s)`)
  }
  return sql
}

export const addInput = (sql: SqlSpec, id: string, given: Input): SqlSpec =>
  requireRoomForParts({ ...sql, inputs: [...sql.inputs, createdInput(id, given)] })

export const addOutput = (sql: SqlSpec, id: string, given: Output): SqlSpec =>
  requireRoomForParts({ ...sql, outputs: [...sql.outputs, createdOutput(id, given)] })

export const addReferenceData = (sql: SqlSpec, id: string, given: ReferenceDataSource): SqlSpec =>
  requireRoomForParts({ ...sql, referenceDataSources: [...sql.referenceDataSources, createdReferenceData(id, given)] })

export const deleteOutput = (sql: SqlSpec, id: string): SqlSpec => ({
  ...sql,
  outputs: withoutPart('Output', sql.outputs, id),
})

export const deleteReferenceData = (sql: SqlSpec, id: string): SqlSpec => ({
  ...sql,
  referenceDataSources: withoutPart('Reference data source', sql.referenceDataSources, id),
})

export const addProcessing = (sql: SqlSpec, inputId: string, given: InputProcessingConfiguration): SqlSpec =>
  changeInput(sql, inputId, (input) => {
    if (input.processor === undefined) {
      return { ...input, processor: requireArn('lambda', given.InputLambdaProcessor.ResourceARN) }
    }
    throw new InvalidArgumentException(
      `Input ${inputId} already has a processing configuration. Change it by UpdateApplication.`,
    )
  })

export const deleteProcessing = (sql: SqlSpec, inputId: string): SqlSpec =>
  changeInput(sql, inputId, (input) => {
    if (input.processor !== undefined) return { ...input, processor: undefined }
    throw new InvalidArgumentException(`Input ${inputId} has no processing configuration.`)
  })

const changeInput = (sql: SqlSpec, id: string, change: (input: SqlInput) => SqlInput): SqlSpec => {
  const inputs = sql.inputs.map((input) => (input.id === id ? change(input) : input))
  if (sql.inputs.some((input) => input.id === id)) return { ...sql, inputs }
  throw new ResourceNotFoundException(`Input ${id} does not exist.`)
}
