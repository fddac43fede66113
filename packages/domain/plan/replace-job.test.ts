import { aDeployment, anApplication, anObservation, anOperation, aSnapshot, aSpec } from '@weir/testkit'
import type { Deployment, Facts, Operation, Step } from '@weir/domain'
import { plan } from '@weir/domain'

const id = 'a1'
const now = new Date('2026-01-01T01:00:00Z')
const earlier = new Date(now.getTime() - 120_000)

/** At version 3: 2 was an update of 1, 3 is what its rollback made. */
const facts = (
  status: Facts['application']['status'],
  given: Partial<Facts> & { versionId?: number; systemRollbackEnabled?: boolean } = {},
): Facts => {
  const { versionId = 3, systemRollbackEnabled = false, ...rest } = given
  const spec = aSpec({ systemRollbackEnabled })
  return {
    application: anApplication({ id, status, versionId, spec, currentParallelism: 1 }),
    deployments: [],
    snapshots: [],
    host: 'host-1',
    now,
    ...rest,
  }
}
const rollback = (given: Partial<Operation> = {}) =>
  anOperation({
    id: 'op4',
    applicationId: id,
    name: 'RollbackApplication',
    status: 'IN_PROGRESS',
    startedAt: now,
    versionFrom: 2,
    versionTo: 3,
    intent: { snapshotName: 'UPDATE-1', restore: { kind: 'snapshot', name: 'UPDATE-1' } },
    ...given,
  })
const updating = anOperation({
  id: 'op3',
  applicationId: id,
  name: 'UpdateApplication',
  status: 'IN_PROGRESS',
  versionFrom: 1,
  versionTo: 2,
  intent: { restore: { kind: 'latest-snapshot' } },
})
const deployed = (versionId: number, given: Partial<Deployment> = {}) =>
  aDeployment({
    id: `d${String(versionId)}`,
    applicationId: id,
    versionId,
    createdAt: now,
    launchedAt: now,
    engineRef: { cluster: 1 },
    ...given,
  })
const taking = aSnapshot({ applicationId: id, name: 'UPDATE-1', kind: 'update', createdAt: earlier })
const usersOwn = aSnapshot({ applicationId: id, name: 'mine' })
const taken = { ...taking, status: 'READY', location: 's3://b/sp' } as const

const cases: [string, Facts, Partial<Step>][] = [
  [
    'a rollback ends the job of the version that goes',
    facts('ROLLING_BACK', { operation: rollback(), deployments: [deployed(2, { state: 'running' })] }),
    { kind: 'end-deployment', outcome: 'superseded' },
  ],
  [
    'and starts the version before as the operation says',
    facts('ROLLING_BACK', {
      operation: rollback(),
      deployments: [deployed(2, { state: 'ended', outcome: 'superseded' })],
      snapshots: [taken],
    }),
    { kind: 'create-deployment', versionId: 3, restore: 'intent' },
  ],
  [
    'the version that goes may have died by itself',
    facts('ROLLING_BACK', { operation: rollback(), deployments: [deployed(2, { state: 'ended', outcome: 'failed' })] }),
    { kind: 'create-deployment', versionId: 3, restore: 'intent' },
  ],
  [
    'a rollback that comes before the update has its snapshot waits for that',
    facts('ROLLING_BACK', {
      operation: rollback(),
      deployments: [deployed(1, { state: 'running' })],
      observation: anObservation(),
      snapshots: [taking],
    }),
    { kind: 'request-savepoint', snapshot: 'UPDATE-1' },
  ],
  [
    'but not for ever: the job is ended',
    facts('ROLLING_BACK', {
      operation: rollback({ startedAt: earlier }),
      deployments: [deployed(1, { state: 'running' })],
      observation: anObservation(),
      snapshots: [{ ...taking, deploymentId: 'd1', attempts: 1 }],
      savepoint: { state: 'in-progress' },
    }),
    { kind: 'end-deployment', outcome: 'superseded' },
  ],
  [
    'a savepoint that was completed until then counts',
    facts('ROLLING_BACK', {
      operation: rollback({ startedAt: earlier }),
      deployments: [deployed(1, { state: 'ended', outcome: 'superseded' })],
      snapshots: [{ ...taking, deploymentId: 'd1', attempts: 1 }],
      savepoint: { state: 'completed', location: 's3://b/sp' },
    }),
    { kind: 'complete-snapshot', location: 's3://b/sp' },
  ],
  [
    'one that was not is given up',
    facts('ROLLING_BACK', {
      operation: rollback({ startedAt: earlier }),
      deployments: [deployed(1, { state: 'ended', outcome: 'superseded' })],
      snapshots: [{ ...taking, deploymentId: 'd1', attempts: 1 }],
      savepoint: { state: 'lost' },
    }),
    { kind: 'fail-snapshot', snapshot: 'UPDATE-1' },
  ],
  [
    'and the old job goes on from its newest state',
    facts('ROLLING_BACK', {
      operation: rollback({ startedAt: earlier }),
      deployments: [deployed(1, { state: 'ended', outcome: 'superseded' })],
      snapshots: [{ ...taking, status: 'FAILED' }],
    }),
    { kind: 'create-deployment', versionId: 3, restore: 'resume' },
  ],
  [
    'running tasks end the rollback',
    facts('ROLLING_BACK', {
      operation: rollback(),
      deployments: [deployed(3, { state: 'launched', operationId: 'op4' })],
      observation: anObservation(),
    }),
    { kind: 'mark-running' },
  ],
  [
    'a rollback that cannot start fails with the cause',
    facts('ROLLING_BACK', {
      operation: rollback(),
      deployments: [deployed(3, { state: 'ended', outcome: 'failed', cause: 'no class', operationId: 'op4' })],
    }),
    { kind: 'finish', event: 'rollbackFailed', error: 'no class' },
  ],
  [
    'a failed update is rolled back where that is enabled',
    facts('UPDATING', {
      versionId: 2,
      systemRollbackEnabled: true,
      operation: updating,
      deployments: [deployed(2, { state: 'ended', outcome: 'failed', cause: 'main threw', operationId: 'op3' })],
    }),
    { kind: 'begin-rollback', to: 1, error: 'main threw' },
  ],
  [
    'and fails where it is not, by name even when no cause is known',
    facts('UPDATING', {
      versionId: 2,
      operation: updating,
      deployments: [deployed(2, { state: 'ended', outcome: 'failed', operationId: 'op3' })],
    }),
    { kind: 'finish', event: 'updateFailed', error: 'The Flink job could not be started.' },
  ],
  [
    "an update that takes no snapshot waits for a user's, which is of the version before",
    facts('UPDATING', {
      versionId: 2,
      operation: updating,
      deployments: [deployed(1, { state: 'running' })],
      observation: anObservation(),
      snapshots: [usersOwn],
    }),
    { kind: 'request-savepoint', snapshot: 'mine' },
  ],
  [
    'and gives it up when the job is gone',
    facts('UPDATING', {
      versionId: 2,
      operation: updating,
      deployments: [deployed(1, { state: 'ended', outcome: 'lost' })],
      snapshots: [usersOwn],
    }),
    { kind: 'fail-snapshot', snapshot: 'mine' },
  ],
  [
    'unless its savepoint was completed before',
    facts('UPDATING', {
      versionId: 2,
      operation: updating,
      deployments: [deployed(1, { state: 'ended', outcome: 'lost' })],
      snapshots: [usersOwn],
      savepoint: { state: 'completed', location: 's3://b/sp' },
    }),
    { kind: 'complete-snapshot', snapshot: 'mine', location: 's3://b/sp' },
  ],
  [
    'scaling ends the job of the old parallelism',
    facts('AUTOSCALING', { deployments: [deployed(3, { state: 'running', parallelism: 2 })] }),
    { kind: 'end-with-savepoint' },
  ],
  [
    'and goes on from its newest state with the new one',
    facts('AUTOSCALING', {
      operation: rollback({ id: 'op5', intent: {} }),
      deployments: [deployed(3, { state: 'ended', outcome: 'superseded', parallelism: 2 })],
    }),
    { kind: 'create-deployment', versionId: 3, restore: 'resume' },
  ],
  [
    'scaling that cannot start fails with the cause',
    facts('AUTOSCALING', {
      operation: rollback({ id: 'op5', intent: {} }),
      deployments: [deployed(3, { state: 'ended', outcome: 'failed', cause: 'too wide', operationId: 'op5' })],
    }),
    { kind: 'finish', event: 'scalingFailed', error: 'too wide' },
  ],
  [
    'unless it is known which parallelism to go back to',
    facts('AUTOSCALING', {
      operation: rollback({ id: 'op5', intent: { scaledFrom: 2 } }),
      deployments: [deployed(3, { state: 'ended', outcome: 'failed', cause: 'too wide', operationId: 'op5' })],
    }),
    { kind: 'undo-scaling', to: 2, error: 'too wide' },
  ],
  [
    'maintenance of a job that runs is over',
    facts('MAINTENANCE', { deployments: [deployed(3, { state: 'running' })], observation: anObservation() }),
    { kind: 'finish', event: 'maintained' },
  ],
  [
    'a job that was ended for maintenance is brought back',
    facts('MAINTENANCE', { deployments: [deployed(3, { state: 'ended', outcome: 'suspended', endedAt: now })] }),
    { kind: 'create-deployment', versionId: 3, restore: 'resume' },
  ],
  [
    'an application that did not run goes back to rest',
    facts('MAINTENANCE', { deployments: [deployed(3, { state: 'ended', outcome: 'stopped' })] }),
    { kind: 'finish', event: 'maintainedAtRest' },
  ],
  [
    'one that was rolled back at rest rests',
    facts('ROLLED_BACK', { deployments: [deployed(3, { state: 'ended', outcome: 'stopped' })] }),
    { kind: 'rest' },
  ],
]

it.each(cases)('%s', (_, given, expected) => {
  expect(plan(given)).toMatchObject(expected)
})
