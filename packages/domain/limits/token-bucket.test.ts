import fc from 'fast-check'
import { fullBucket, refilled, takeToken } from './token-bucket.ts'

const at = (seconds: number) => new Date(seconds * 1000)

it('gives its burst at once and then its rate', () => {
  const rate = { perSecond: 2, burst: 3 }
  let bucket = fullBucket(rate, at(0))
  const ask = (seconds: number) => {
    const answer = takeToken(bucket, rate, at(seconds))
    bucket = answer.bucket
    return answer
  }
  expect([0, 0, 0].map((time) => ask(time).taken)).toEqual([true, true, true])
  expect(ask(0)).toMatchObject({ taken: false, waitSeconds: 0.5 })
  expect(ask(0.25)).toMatchObject({ taken: false, waitSeconds: 0.25 })
  expect([0.5, 0.5, 1].map((time) => ask(time).taken)).toEqual([true, false, true])
})

it('gives nothing for a clock that goes backwards', () => {
  const rate = { perSecond: 1, burst: 5 }
  expect(refilled({ tokens: 0, at: at(100) }, rate, at(0)).tokens).toBe(0)
})

it('never gives more than burst and rate allow, whenever it is asked', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 10 }),
      fc.integer({ min: 1, max: 20 }),
      fc.array(fc.nat(500), { maxLength: 200 }),
      (perSecond, burst, pauses) => {
        const rate = { perSecond, burst }
        let bucket = fullBucket(rate, at(0))
        let [time, taken] = [0, 0]
        for (const pause of pauses) {
          time += pause
          const answer = takeToken(bucket, rate, new Date(time))
          bucket = answer.bucket
          if (answer.taken) taken += 1
        }
        expect(taken).toBeLessThanOrEqual(burst + (time / 1000) * perSecond + 1e-6)
      },
    ),
  )
})
