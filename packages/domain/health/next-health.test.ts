import { aDeployment, anApplication, anObservation, anOperation, aSpec, aFlinkSpec } from '@weir/testkit'
import type { Deployment } from '../model/deployment.ts'
import type { Health } from '../model/health.ts'
import type { Facts } from '../plan/facts.ts'
import type { JobObservation } from '../ports/engine.ts'
import { nextHealth } from './next-health.ts'

const start = Date.UTC(2026, 0, 1)
const application = anApplication({ status: 'RUNNING' })
const running = aDeployment({ applicationId: application.id, state: 'running', runningAt: new Date(start) })

/** Looks at one application, second by second. */
const onlooker = (given: Partial<Facts> = {}) => {
  let health: Health | undefined
  let facts: Facts = { application, deployments: [running], snapshots: [], host: 'h', now: new Date(start), ...given }
  const look = (second: number, job: Partial<JobObservation> = {}, more: Partial<Facts> = {}): Health => {
    const now = new Date(start + second * 1_000)
    const seen = { state: 'RUNNING', allTasksRunning: true, parallelism: 1, restarts: 0, ...job } as const
    facts = { ...facts, observation: anObservation({ job: seen }), ...more, now }
    health = nextHealth(health, facts)
    return health
  }
  const at = (second: number): string => new Date(start + second * 1_000).toISOString()
  const checkpoint = (second: number) => ({
    id: second,
    location: 'file:/c',
    completedAt: new Date(start + second * 1_000),
  })
  return { look, at, checkpoint }
}
const down = { state: 'RESTARTING', allTasksRunning: false } as const

it('takes a calm while and a checkpoint to be healthy after a start', () => {
  const { look, checkpoint } = onlooker()
  expect(look(0).state).toBe('UNKNOWN')
  expect(look(60).state).toBe('UNKNOWN')
  expect(look(61, { lastCheckpoint: checkpoint(61) })).toMatchObject({
    state: 'HEALTHY',
    since: new Date(start + 61_000),
  })
  expect(look(90, { lastCheckpoint: checkpoint(61) }).since).toEqual(new Date(start + 61_000))
})

it('wants no checkpoint of a job that makes none', () => {
  const spec = aFlinkSpec()
  const without = { ...spec, checkpoint: { ...spec.checkpoint, checkpointingEnabled: false } }
  const { look } = onlooker({ application: { ...application, spec: aSpec({ flink: without }) } })
  look(0)
  expect(look(6).state).toBe('HEALTHY')
})

it('restarts, is degraded until it has proven itself, and fails from the third time on', () => {
  const { look, at, checkpoint } = onlooker()
  look(0)
  const before = { lastCheckpoint: checkpoint(1) }
  expect(look(20, before).state).toBe('HEALTHY')
  expect(look(21, { ...down, ...before, rootExceptionAt: at(21) }).state).toBe('RESTARTING')
  expect(look(22, { ...before, rootExceptionAt: at(21), restarts: 1 })).toMatchObject({
    state: 'DEGRADED',
    watch: { count: 1 },
  })
  look(25, { ...down, rootExceptionAt: at(25) })
  expect(look(30, { ...down, rootExceptionAt: at(30) })).toMatchObject({
    state: 'FAILING',
    why: expect.stringMatching(/3 failures since 2026-01-01T00:00:21/),
  })
  expect(look(31, { rootExceptionAt: at(30) }).state).toBe('FAILING')
  // Long enough, but no checkpoint since; then one.
  expect(look(120, { rootExceptionAt: at(30), ...before }).state).toBe('FAILING')
  expect(look(121, { rootExceptionAt: at(30), lastCheckpoint: checkpoint(40) })).toMatchObject({
    state: 'HEALTHY',
    watch: { count: 0, troubles: [] },
  })
  // Flink still shows the old exception.
  expect(look(130, { rootExceptionAt: at(30), lastCheckpoint: checkpoint(40) }).state).toBe('HEALTHY')
})

it.each([2, 20, 45, 90, 290])('never shows a job healthy that fails every %d seconds', (period) => {
  const { look, at, checkpoint } = onlooker()
  const seen = new Set<string>()
  let failedAt: number | undefined
  for (let second = 0; second < 20 * period; second += 1) {
    const failed = second > 0 && second % period === 0
    if (failed) failedAt = second
    const job = {
      ...(failed ? down : {}),
      ...(failedAt === undefined ? {} : { rootExceptionAt: at(failedAt) }),
      lastCheckpoint: checkpoint(second),
    }
    const { state } = look(second, job)
    if (failedAt !== undefined) seen.add(state)
  }
  expect(seen).toContain('FAILING')
  expect(seen).not.toContain('HEALTHY')
})

it('counts restarts where Flink does not say when it failed', () => {
  const { look } = onlooker()
  look(0)
  expect(look(1, { ...down, restarts: 1, rootException: 'x' }).state).toBe('RESTARTING')
  expect(look(2, { ...down, restarts: 3, rootException: 'x' })).toMatchObject({
    state: 'RESTARTING',
    watch: { count: 2 },
  })
})

it('sees a crash loop of whole clusters', () => {
  const { look } = onlooker()
  look(0)
  const ended = (given: Partial<Deployment>): Deployment => ({ ...running, ...given })
  const lost = ended({ state: 'ended', outcome: 'lost', endedAt: new Date(start + 5_000) })
  expect(look(5, {}, { deployments: [lost], observation: undefined }).state).toBe('RESTARTING')
  const second = aDeployment({ applicationId: application.id, state: 'running', operationId: undefined })
  expect(look(8, {}, { deployments: [second, lost] }).state).toBe('DEGRADED')
  const exited = anObservation({ manager: 'exited', job: undefined })
  expect(look(9, {}, { deployments: [second, lost], observation: exited })).toMatchObject({
    state: 'FAILING',
    watch: { clusters: 2 },
  })
})

it('is degraded while TaskManagers are missing or checkpoints fail', () => {
  const { look, checkpoint } = onlooker()
  look(0)
  const well = { lastCheckpoint: checkpoint(1) }
  expect(look(10, well).state).toBe('HEALTHY')
  expect(look(11, { ...well, checkpointFailure: { id: 2, cause: 'expired' } })).toMatchObject({
    state: 'DEGRADED',
    why: expect.stringContaining('expired'),
  })
  expect(look(12, { lastCheckpoint: checkpoint(12) }).state).toBe('HEALTHY')
  const job = { state: 'RUNNING', allTasksRunning: true, parallelism: 1, restarts: 0, ...well } as const
  const short = anObservation({ taskManagers: { wanted: 2, live: 1 }, job })
  expect(look(13, {}, { observation: short }).state).toBe('DEGRADED')
})

it('is not healthy again because a TaskManager is back that Flink has not missed yet', () => {
  const { look, at, checkpoint } = onlooker()
  look(0)
  const before = { lastCheckpoint: checkpoint(9) }
  expect(look(10, before).state).toBe('HEALTHY')
  const job = { state: 'RUNNING', allTasksRunning: true, parallelism: 1, restarts: 0, ...before } as const
  const short = anObservation({ taskManagers: { wanted: 1, live: 0 }, job })
  expect(look(11, {}, { observation: short }).state).toBe('DEGRADED')
  expect(look(12, before).state).toBe('DEGRADED')
  expect(look(13, { ...down, ...before, rootExceptionAt: at(13) }).state).toBe('RESTARTING')
})

it('knows nothing of what is not meant to run, and begins anew after it', () => {
  const { look, at } = onlooker()
  look(0)
  look(1, { ...down, rootExceptionAt: at(1) })
  const stopped = { ...running, state: 'ended', outcome: 'stopped' } as const
  expect(look(2, {}, { deployments: [stopped] })).toEqual(expect.not.objectContaining({ watch: expect.anything() }))
  expect(look(3, {}, { application: { ...application, status: 'READY' }, deployments: [stopped] }).state).toBe(
    'UNKNOWN',
  )
  const next = aDeployment({ applicationId: application.id, state: 'running' })
  expect(look(9, {}, { application, deployments: [next, stopped] })).toMatchObject({
    state: 'UNKNOWN',
    watch: { count: 0 },
  })
})

it('holds nothing against a start that an earlier one has failed by', () => {
  const { look, at } = onlooker()
  const starting = { ...application, status: 'STARTING' } as const
  const failed = { ...running, state: 'ended', outcome: 'failed', endedAt: new Date(at(5)) } as const
  const begunAt = (second: number) => anOperation({ applicationId: application.id, startedAt: new Date(at(second)) })
  const facts = { application: starting, deployments: [failed], observation: undefined }
  expect(look(6, {}, { ...facts, operation: begunAt(6) }).watch).toBeUndefined()
  // Of the operation that is in progress it is the failure itself.
  expect(look(7, {}, { ...facts, operation: begunAt(4) }).watch).toMatchObject({ lost: true })
})
