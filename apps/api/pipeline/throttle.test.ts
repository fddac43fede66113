import { createManualClock } from '@weir/testkit'
import { createBuckets } from './buckets.ts'
import { createThrottle } from './throttle.ts'

const call = { accountId: '1', region: 'us-east-1', action: 'ListApplications' }
const rate = { perSecond: 1, burst: 2 }

/** How many of `times` calls are let through. */
const through = (throttle: ReturnType<typeof createThrottle>, asked: typeof call, times = 20): number => {
  let count = 0
  for (let i = 0; i < times; i++) {
    try {
      throttle(asked)
      count += 1
    } catch (error) {
      expect(error).toMatchObject({ name: 'ThrottlingException', message: 'Rate exceeded', statusCode: 400 })
    }
  }
  return count
}

it('lets everything through when nothing is limited', () => {
  expect(through(createThrottle({ limits: [], clock: createManualClock() }), call)).toBe(20)
})

it('counts each account, region and action by itself', () => {
  const throttle = createThrottle({ limits: [{ actions: '*', rate }], clock: createManualClock() })
  expect(through(throttle, call)).toBe(2)
  expect(through(throttle, { ...call, accountId: '2' })).toBe(2)
  expect(through(throttle, { ...call, region: 'eu-west-1' })).toBe(2)
  expect(through(throttle, { ...call, action: 'StopApplication' })).toBe(2)
  expect(through(throttle, call)).toBe(0)
})

it('lets calls through again as time passes, and says when', async () => {
  const clock = createManualClock()
  const throttle = createThrottle({ limits: [{ actions: 'List*', rate: { perSecond: 0.25, burst: 1 } }], clock })
  throttle(call)
  await clock.advance(1_000)
  const refusal = () => {
    try {
      throttle(call)
    } catch (error) {
      return error
    }
    return undefined
  }
  expect(refusal()).toMatchObject({ retryAfterSeconds: 3 })
  await clock.advance(3_000)
  expect(through(throttle, call)).toBe(1)
})

it('takes the limit that names a call most closely', () => {
  const limits = [
    { actions: '*', rate: { perSecond: 1, burst: 1 } },
    { actions: 'List*', rate: { perSecond: 1, burst: 3 } },
    { actions: 'ListApplications', rate: { perSecond: 1, burst: 5 } },
    { accountId: '9', actions: '*', rate: { perSecond: 1, burst: 7 } },
  ]
  const throttle = createThrottle({ limits, clock: createManualClock() })
  expect(through(throttle, { ...call, action: 'StopApplication' })).toBe(1)
  expect(through(throttle, { ...call, action: 'ListSnapshots' })).toBe(3)
  expect(through(throttle, call)).toBe(5)
  expect(through(throttle, { ...call, accountId: '9' })).toBe(7)
})

it('keeps a bounded number of buckets, the used ones last', () => {
  const buckets = createBuckets({ clock: createManualClock(), most: 100 })
  expect(buckets.take('first', rate)).toBe(0)
  for (let i = 0; i < 1_000; i++) {
    buckets.take(`key ${i}`, rate)
    if (i % 10 === 0) buckets.take('busy', rate)
  }
  expect(buckets.wait('busy', rate)).toBeGreaterThan(0)
  expect(buckets.wait('first', rate)).toBe(0)
})
