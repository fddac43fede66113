import type { ApplicationStatus } from '@weir/service-model'
import { enumValues } from '@weir/service-model'
import fc from 'fast-check'
import { readFileSync } from 'node:fs'
import { lifecycleDocument } from './lifecycle-document.ts'
import type { LifecycleEvent, RequestEvent } from './lifecycle.ts'
import { lifecycle, nextStatus, refusals, requestStatus } from './lifecycle.ts'

const statuses = enumValues.ApplicationStatus
const ways = statuses.flatMap((from) =>
  Object.entries(lifecycle[from]).map(([event, to]) => ({ from, event: event as LifecycleEvent, to })),
)
const requests = Object.keys(refusals) as RequestEvent[]

it('has a row for every status of the model and leads nowhere else', () => {
  expect(Object.keys(lifecycle).sort()).toEqual([...statuses].sort())
  for (const { to } of ways) expect(statuses).toContain(to)
})

it('lets every status with a way in, but DELETING, come back to READY', () => {
  const leadsToReady = (from: ApplicationStatus, seen: ApplicationStatus[] = []): boolean =>
    from === 'READY' ||
    ways.some((way) => way.from === from && !seen.includes(way.to) && leadsToReady(way.to, [...seen, from]))
  const entered = new Set(ways.map(({ to }) => to))
  for (const status of entered)
    if (status !== 'DELETING') expect([status, leadsToReady(status)]).toEqual([status, true])
})

it('gives every status in which work is under way an event that ends it', () => {
  const moving = [
    'STARTING',
    'STOPPING',
    'UPDATING',
    'AUTOSCALING',
    'ROLLING_BACK',
    'MAINTENANCE',
    'FORCE_STOPPING',
  ] as const
  for (const status of moving) {
    const ends = ways.filter(({ from, event }) => from === status && !requests.includes(event as RequestEvent))
    expect([status, ends.length > 0]).toEqual([status, true])
  }
})

it.each<[RequestEvent, ApplicationStatus[]]>([
  ['start', ['READY', 'ROLLED_BACK']],
  ['stop', ['RUNNING']],
  ['forceStop', ['STARTING', 'RUNNING', 'UPDATING', 'AUTOSCALING', 'ROLLING_BACK', 'MAINTENANCE', 'STOPPING']],
  ['update', ['READY', 'RUNNING', 'ROLLED_BACK']],
  ['rollback', ['RUNNING', 'UPDATING', 'AUTOSCALING']],
  ['delete', ['READY', 'RUNNING', 'ROLLED_BACK']],
  ['snapshot', ['RUNNING']],
])('allows %s in exactly %j', (event, allowed) => {
  const found = ways.filter((way) => way.event === event).map(({ from }) => from)
  expect(found.sort()).toEqual([...allowed].sort())
})

it('either moves within the table or refuses by the class of the request, whatever is asked in whatever order', () => {
  fc.assert(
    fc.property(fc.constantFrom(...statuses), fc.array(fc.constantFrom(...requests)), (start, asked) => {
      let status = start
      for (const event of asked) {
        try {
          status = requestStatus({ name: 'a', status }, event)
          expect(statuses).toContain(status)
        } catch (error) {
          expect(error).toMatchObject(
            event === 'snapshot' ? { name: 'InvalidRequestException' } : { name: 'ResourceInUseException' },
          )
        }
      }
    }),
  )
})

it.each([
  ['start', 'RUNNING', "Application cannot be started in 'RUNNING' state"],
  ['stop', 'READY', "Application cannot be Stopped in 'READY' state"],
  ['forceStop', 'DELETING', "Application cannot be Stopped in 'DELETING' state"],
  ['update', 'STARTING', "Application cannot be updated in 'STARTING' state"],
  ['rollback', 'READY', "Application cannot be rolled back in 'READY' state"],
  ['delete', 'UPDATING', "Application cannot be deleted in 'UPDATING' state"],
  [
    'snapshot',
    'READY',
    'Application flights is in READY status. Snapshot creation is only allowed when application is in RUNNING status',
  ],
] as const)('refuses %s in %s with the words of AWS', (event, status, message) => {
  expect(() => requestStatus({ name: 'flights', status }, event)).toThrow(message)
})

it('calls an impossible report a fault of ours', () => {
  expect(() => nextStatus('READY', 'started')).toThrow('the lifecycle has no way from READY by started')
})

it('is what docs/lifecycle.md shows', () => {
  const file = new URL('../../docs/lifecycle.md', import.meta.url)
  expect(readFileSync(file, 'utf8')).toBe(lifecycleDocument())
})
