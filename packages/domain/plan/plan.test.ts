import { aDeployment, anApplication, anObservation, anOperation, aSnapshot } from '@weir/testkit'
import type { Facts, Step } from '@weir/domain'
import { defaultPlanSettings, plan } from '@weir/domain'
import { enumValues } from '@weir/service-model'
import fc from 'fast-check'

const id = 'a1'
const now = new Date('2026-01-01T01:00:00Z')
const ref = { cluster: 1 }

const facts = (given: Partial<Facts> & { status: Facts['application']['status'] }): Facts => {
  const { status, ...rest } = given
  return {
    application: anApplication({ id, status, versionId: 2 }),
    deployments: [],
    snapshots: [],
    host: 'host-1',
    now,
    ...rest,
  }
}
const starting = anOperation({ id: 'op1', applicationId: id, status: 'IN_PROGRESS' })
const stopping = anOperation({
  id: 'op2',
  applicationId: id,
  name: 'StopApplication',
  status: 'IN_PROGRESS',
  intent: { snapshotName: 'STOP-1' },
})
const updating = anOperation({
  id: 'op3',
  applicationId: id,
  name: 'UpdateApplication',
  status: 'IN_PROGRESS',
  intent: { snapshotName: 'UPDATE-1', restore: { kind: 'latest-snapshot' } },
})
const deployed = (given: Partial<Parameters<typeof aDeployment>[0]> = {}) =>
  aDeployment({ id: 'd1', applicationId: id, versionId: 2, createdAt: now, launchedAt: now, engineRef: ref, ...given })
const running = deployed({ state: 'running', runningAt: now })
const stopSnapshot = (given: Partial<Parameters<typeof aSnapshot>[0]> = {}) =>
  aSnapshot({ applicationId: id, name: 'STOP-1', kind: 'stop', ...given })

const cases: [string, Facts, Partial<Step>][] = [
  [
    'a start without a deployment plans one',
    facts({ status: 'STARTING', operation: starting }),
    { kind: 'create-deployment', restore: 'intent' },
  ],
  [
    'a planned deployment is launched',
    facts({ status: 'STARTING', operation: starting, deployments: [deployed()] }),
    { kind: 'launch' },
  ],
  [
    'a job that can never have its slots ends the start',
    facts({
      status: 'STARTING',
      operation: starting,
      deployments: [deployed({ state: 'launched' })],
      observation: anObservation({
        failure: 'The job wants 2 slots and has 1.',
        job: { state: 'CREATED', allTasksRunning: false, parallelism: 2, restarts: 0 },
      }),
    }),
    { kind: 'end-deployment', outcome: 'failed', cause: 'The job wants 2 slots and has 1.' },
  ],
  [
    'running tasks end the start',
    facts({
      status: 'STARTING',
      operation: starting,
      deployments: [deployed({ state: 'launched' })],
      observation: anObservation(),
    }),
    { kind: 'mark-running' },
  ],
  [
    'a main that threw fails the deployment with its cause',
    facts({
      status: 'STARTING',
      operation: starting,
      deployments: [deployed({ state: 'launched' })],
      observation: anObservation({ manager: 'exited', job: undefined, failure: 'java.lang.IllegalStateException: no' }),
    }),
    { kind: 'end-deployment', outcome: 'failed', cause: 'java.lang.IllegalStateException: no' },
  ],
  [
    'a JobManager killed while starting is lost, not failed',
    facts({
      status: 'STARTING',
      operation: starting,
      deployments: [deployed({ state: 'launched' })],
      observation: anObservation({ manager: 'exited', job: undefined }),
    }),
    { kind: 'end-deployment', outcome: 'lost' },
  ],
  [
    'a start that lost its cluster goes on from what that had reached',
    facts({
      status: 'STARTING',
      operation: starting,
      deployments: [deployed({ state: 'ended', outcome: 'lost', operationId: 'op1' })],
    }),
    { kind: 'create-deployment', restore: 'resume' },
  ],
  [
    'a failed deployment fails the start',
    facts({
      status: 'STARTING',
      operation: starting,
      deployments: [deployed({ state: 'ended', outcome: 'failed', operationId: 'op1', cause: 'bad jar' })],
    }),
    { kind: 'finish', event: 'startFailed', error: 'bad jar' },
  ],
  [
    'time is up after five minutes',
    facts({
      status: 'STARTING',
      operation: starting,
      deployments: [deployed({ state: 'launched', launchedAt: new Date(now.getTime() - 301_000) })],
      observation: anObservation({ job: { state: 'CREATED', allTasksRunning: false, parallelism: 1, restarts: 0 } }),
    }),
    { kind: 'end-deployment', outcome: 'failed' },
  ],
  [
    'a running application whose JobManager is gone loses the deployment',
    facts({ status: 'RUNNING', deployments: [running], observation: anObservation({ manager: 'exited' }) }),
    { kind: 'end-deployment', outcome: 'lost' },
  ],
  [
    'a missing TaskManager is brought back',
    facts({
      status: 'RUNNING',
      deployments: [running],
      observation: anObservation({ taskManagers: { wanted: 2, live: 1 } }),
    }),
    { kind: 'launch' },
  ],
  [
    'a lost cluster is replaced from its newest state, at once the first time',
    facts({ status: 'RUNNING', deployments: [deployed({ state: 'ended', outcome: 'lost', endedAt: now })] }),
    { kind: 'create-deployment', versionId: 2, restore: 'resume' },
  ],
  [
    'troubles in a row are answered slowly',
    facts({
      status: 'RUNNING',
      deployments: [1, 2, 3].map((n) =>
        deployed({ id: `d${String(n)}`, state: 'ended', outcome: 'lost', endedAt: now }),
      ),
    }),
    { kind: 'wait' },
  ],
  [
    'a deployment on a host that lost the lease is given up',
    facts({ status: 'RUNNING', deployments: [deployed({ state: 'running', host: 'host-2' })] }),
    { kind: 'abandon-deployment' },
  ],
  [
    'an ending is finished before anything else',
    facts({ status: 'RUNNING', deployments: [deployed({ state: 'ending', outcome: 'lost' })] }),
    { kind: 'end-deployment', outcome: 'lost' },
  ],
  [
    "a user's snapshot is asked for",
    facts({
      status: 'RUNNING',
      deployments: [running],
      observation: anObservation(),
      snapshots: [aSnapshot({ applicationId: id, name: 's1' })],
    }),
    { kind: 'request-savepoint', snapshot: 's1', again: false },
  ],
  [
    'a savepoint whose answer was lost is found in the archive after the cluster died',
    facts({
      status: 'STOPPING',
      operation: stopping,
      deployments: [deployed({ state: 'ended', outcome: 'lost' })],
      snapshots: [stopSnapshot({ deploymentId: 'd1', attempts: 1 })],
      savepoint: { state: 'completed', location: 's3://b/sp' },
    }),
    { kind: 'complete-snapshot', snapshot: 'STOP-1', location: 's3://b/sp' },
  ],
  [
    'a stop whose cluster was lost without a savepoint brings it back first',
    facts({
      status: 'STOPPING',
      operation: stopping,
      deployments: [deployed({ state: 'ended', outcome: 'lost', endedAt: now })],
      snapshots: [stopSnapshot({ deploymentId: 'd1', attempts: 1, createdAt: now })],
      savepoint: { state: 'lost' },
    }),
    { kind: 'create-deployment', restore: 'resume' },
  ],
  [
    'with the snapshot there the cluster ends',
    facts({
      status: 'STOPPING',
      operation: stopping,
      deployments: [running],
      snapshots: [stopSnapshot({ status: 'READY' })],
    }),
    { kind: 'end-deployment', outcome: 'stopped' },
  ],
  [
    'and then the stop is finished',
    facts({
      status: 'STOPPING',
      operation: stopping,
      deployments: [deployed({ state: 'ended', outcome: 'stopped' })],
      snapshots: [stopSnapshot({ status: 'READY' })],
    }),
    { kind: 'finish', event: 'stopped' },
  ],
  [
    "a stop that takes no snapshot waits for a user's",
    facts({
      status: 'STOPPING',
      operation: { ...stopping, intent: {} },
      deployments: [running],
      observation: anObservation(),
      snapshots: [aSnapshot({ applicationId: id, name: 's1' })],
    }),
    { kind: 'request-savepoint', snapshot: 's1' },
  ],
  [
    'and gives it up when there is no job any more',
    facts({
      status: 'STOPPING',
      operation: { ...stopping, intent: {} },
      deployments: [deployed({ state: 'ended', outcome: 'lost' })],
      snapshots: [aSnapshot({ applicationId: id, name: 's1' })],
    }),
    { kind: 'fail-snapshot', snapshot: 's1' },
  ],
  [
    'a stop whose snapshot failed leaves the job running',
    facts({
      status: 'STOPPING',
      operation: stopping,
      deployments: [running],
      observation: anObservation(),
      snapshots: [stopSnapshot({ status: 'FAILED', failure: 'disk full' })],
    }),
    { kind: 'finish', event: 'stopFailed', error: 'disk full' },
  ],
  [
    'an update takes its snapshot from the old job',
    facts({
      status: 'UPDATING',
      operation: updating,
      deployments: [deployed({ state: 'running', versionId: 1 })],
      observation: anObservation(),
      snapshots: [aSnapshot({ applicationId: id, name: 'UPDATE-1', kind: 'update' })],
    }),
    { kind: 'request-savepoint', snapshot: 'UPDATE-1' },
  ],
  [
    'then starts the new version as asked',
    facts({
      status: 'UPDATING',
      operation: updating,
      deployments: [deployed({ state: 'ended', outcome: 'superseded', versionId: 1 })],
      snapshots: [aSnapshot({ applicationId: id, name: 'UPDATE-1', kind: 'update', status: 'READY' })],
    }),
    { kind: 'create-deployment', versionId: 2, restore: 'intent' },
  ],
  [
    'a force stop ends the cluster whatever it does',
    facts({ status: 'FORCE_STOPPING', deployments: [deployed({ state: 'launched' })] }),
    { kind: 'end-deployment', outcome: 'stopped' },
  ],
  ['a deleted application without a cluster is removed', facts({ status: 'DELETING' }), { kind: 'remove-application' }],
  ['a ready application rests', facts({ status: 'READY' }), { kind: 'rest' }],
  [
    'a suspended application is resumed from its final state',
    facts({ status: 'RUNNING', deployments: [deployed({ state: 'ended', outcome: 'suspended', endedAt: now })] }),
    { kind: 'create-deployment', restore: 'resume' },
  ],
  [
    'the snapshot a job started from is kept until the job has a checkpoint of its own',
    facts({
      status: 'RUNNING',
      deployments: [deployed({ state: 'running', restoreFrom: 's3://b/sp' })],
      observation: anObservation(),
      snapshots: [aSnapshot({ applicationId: id, status: 'DELETING', location: 's3://b/sp' })],
    }),
    { kind: 'wait' },
  ],
]

it.each(cases)('%s', (_, given, expected) => {
  expect(plan(given)).toMatchObject(expected)
})

it('never plans a second cluster while one may live, and never ends nothing', () => {
  const deployment = fc.record({
    state: fc.constantFrom('planned', 'launched', 'running', 'ending', 'ended' as const),
    outcome: fc.constantFrom(undefined, 'stopped', 'lost', 'failed', 'suspended', 'superseded' as const),
    versionId: fc.constantFrom(1, 2),
    operationId: fc.constantFrom(undefined, 'op1', 'op2', 'op3'),
    host: fc.constantFrom('host-1', 'host-2'),
  })
  const observation = fc.record({
    manager: fc.constantFrom('absent', 'starting', 'serving', 'exited' as const),
    live: fc.integer({ min: 0, max: 1 }),
    job: fc.constantFrom(undefined, 'RUNNING', 'FAILED', 'FINISHED', 'RESTARTING' as const),
  })
  fc.assert(
    fc.property(
      fc.constantFrom(...enumValues.ApplicationStatus),
      fc.constantFrom(undefined, starting, stopping, updating),
      fc.option(deployment, { nil: undefined }),
      fc.option(observation, { nil: undefined }),
      fc.constantFrom(undefined, 'CREATING', 'READY', 'FAILED', 'DELETING' as const),
      (status, operation, last, seen, snapshotStatus) => {
        const name = operation?.intent.snapshotName ?? 's1'
        const given = facts({
          status,
          operation,
          deployments: last === undefined ? [] : [deployed(last)],
          snapshots:
            snapshotStatus === undefined ? [] : [aSnapshot({ applicationId: id, name, status: snapshotStatus })],
          observation:
            seen === undefined
              ? undefined
              : anObservation({
                  manager: seen.manager,
                  taskManagers: { wanted: 1, live: seen.live },
                  job:
                    seen.job === undefined
                      ? undefined
                      : { state: seen.job, allTasksRunning: seen.job === 'RUNNING', parallelism: 1, restarts: 0 },
                }),
        })
        const live = last !== undefined && last.state !== 'ended'
        const step = plan(given, defaultPlanSettings)
        if (live) expect(step.kind).not.toBe('create-deployment')
        else expect(['launch', 'end-deployment', 'mark-running', 'abandon-deployment']).not.toContain(step.kind)
        if (live) expect(['remove-application', 'rest']).not.toContain(step.kind)
      },
    ),
    { numRuns: 2_000 },
  )
})
