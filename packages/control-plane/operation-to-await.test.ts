import { operationToAwait } from './operation-to-await.ts'

it.each([
  ['FLINK-2_2', 'IN_PROGRESS', 'op'],
  ['ZEPPELIN-FLINK-3_0', 'IN_PROGRESS', 'op'],
  ['SQL-1_0', 'IN_PROGRESS', undefined],
  ['FLINK-2_2', 'SUCCESSFUL', undefined],
] as const)('of %s, %s: %s', (runtimeEnvironment, status, answered) => {
  expect(operationToAwait({ runtimeEnvironment }, { id: 'op', status })).toBe(answered)
})
