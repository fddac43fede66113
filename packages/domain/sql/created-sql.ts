import type { SqlApplicationConfiguration } from '@weir/service-model'
import type { SqlSpec } from '../model/sql-spec.ts'
import { partId } from '../spec/spec-parts.ts'
import { createdInput } from './sql-input.ts'
import { createdOutput } from './sql-output.ts'
import { requireRoomForParts } from './sql-parts.ts'
import { createdReferenceData } from './sql-reference-data.ts'

export const createdSql = ({
  Inputs = [],
  Outputs = [],
  ReferenceDataSources = [],
}: SqlApplicationConfiguration): SqlSpec =>
  requireRoomForParts({
    inputs: Inputs.map((input, index) => createdInput(partId(1, index), input)),
    outputs: Outputs.map((output, index) => createdOutput(partId(1, index), output)),
    referenceDataSources: ReferenceDataSources.map((source, index) => createdReferenceData(partId(1, index), source)),
  })
