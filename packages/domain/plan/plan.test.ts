import { anObservation, aSnapshot } from '@weir/testkit'
import type { Facts, Step } from '@weir/domain'
import { plan } from '@weir/domain'
import { id, now, facts, starting, stopping, updating, deployed, running, stopSnapshot } from './fixtures/facts.ts'

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
