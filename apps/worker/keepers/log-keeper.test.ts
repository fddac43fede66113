import { type LogDestination, LogDeliveryError, type LogRecord } from '@weir/domain'
import { anApplication, aRoleAccess, aSpec, aVersion, createManualClock, createMemoryStore } from '@weir/testkit'
import { createFakeLogs } from '@weir/testkit/fake-engine/fake-engine-logs'
import { createLogRound } from './log-keeper.ts'

const logStreamArn = 'arn:aws:logs:us-east-1:123456789012:log-group:g:log-stream:s'
const signal = new AbortController().signal

const world = async () => {
  const clock = createManualClock()
  const store = createMemoryStore({ clock })
  const plain = aSpec()
  const spec = { ...plain, loggingOptions: [{ id: '2.1', logStreamArn }] }
  const application = anApplication({ versionId: 2, spec })
  await store.transaction(async (tx) => {
    await tx.applications.insert(application)
    await tx.versions.insert(aVersion({ applicationId: application.id, versionId: 1, spec: plain }))
    await tx.versions.insert(aVersion({ applicationId: application.id, versionId: 2, spec }))
  })
  const logs = createFakeLogs(clock)
  const of = (versionId: number, epoch = versionId) => ({
    applicationId: application.id,
    applicationArn: application.arn,
    deploymentId: `d-${epoch}`,
    versionId,
    epoch,
  })
  const put: { readonly to: string; readonly message: string }[] = []
  const fault: { error?: Error; endpoint: boolean } = { endpoint: true }
  const destination: LogDestination = {
    hasEndpoint: () => fault.endpoint,
    put: async (to, records: readonly LogRecord[]) => {
      if (fault.error) throw fault.error
      put.push(...records.map(({ event }) => ({ to: to.logStreamArn, message: event.message })))
    },
  }
  const warnings: unknown[] = []
  const nothing = (): void => undefined
  const logger = { debug: nothing, info: nothing, error: nothing, warn: (given: unknown) => void warnings.push(given) }
  const begin = () =>
    createLogRound({
      logs,
      destination,
      store,
      roles: { resolve: async () => aRoleAccess() },
      clock,
      sleeper: clock,
      logger,
    })
  return { clock, store, application, logs, of, put, fault, warnings, begin, round: begin() }
}

it('delivers once what deployments of a version with a logging option log, and nothing of others', async () => {
  const { logs, of, put, round, begin } = await world()
  logs.log(of(1), { message: 'of a version without an option' })
  logs.log(of(2), { message: 'one' })
  await round(signal)
  logs.log(of(2), { message: 'two' })
  await round(signal)
  await round(signal)
  await begin()(signal)
  expect(put).toEqual([
    { to: logStreamArn, message: 'one' },
    { to: logStreamArn, message: 'two' },
  ])
})

it('leaves nothing out when a put fails, tries less and less often, and tells of it once', async () => {
  const { logs, of, put, fault, round, clock, store, application, warnings } = await world()
  logs.log(of(2), { message: 'one' })
  fault.error = new LogDeliveryError('refused', 'AccessDeniedException: no')
  await round(signal)
  await round(signal)
  expect(warnings).toHaveLength(1)
  await clock.advance(5_000)
  await round(signal)
  await clock.advance(5_000)
  await round(signal)
  expect(warnings).toHaveLength(2)
  const events = await store.events.listNewest(application.id, { limit: 10 })
  expect(events).toMatchObject([
    { kind: 'deployment', message: `Logs cannot be delivered to ${logStreamArn}: AccessDeniedException: no` },
  ])
  delete fault.error
  logs.log(of(2), { message: 'two' })
  await clock.advance(300_000)
  await round(signal)
  expect(put.map(({ message }) => message)).toEqual(['one', 'two'])
})

it('delivers what an ended deployment has left, and keeps what there is no endpoint for', async () => {
  const { logs, of, put, fault, round } = await world()
  fault.endpoint = false
  logs.log(of(2), { message: 'old' })
  await round(signal)
  expect(put).toEqual([])
  fault.endpoint = true
  logs.log(of(2, 3), { message: 'new' })
  await round(signal)
  expect(put.map(({ message }) => message).sort()).toEqual(['new', 'old'])
  expect(logs.tidied).toBe(1)
})
