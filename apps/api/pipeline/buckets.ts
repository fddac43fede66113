import { type Clock, fullBucket, type Rate, refilled, takeToken, type TokenBucket } from '@weir/domain'

/** One token bucket for each key, in memory. */
export interface Buckets {
  /** Takes a token; seconds until there is one when there is none now, else 0. */
  take(key: string, rate: Rate): number
  /** The same without taking any. */
  wait(key: string, rate: Rate): number
}

/** At most so many keys are kept: a bucket that is full again is forgotten, and then the one that was used longest ago. */
export function createBuckets({ clock, most }: { clock: Clock; most: number }): Buckets {
  const buckets = new Map<string, { bucket: TokenBucket; rate: Rate }>()

  const keep = (key: string, bucket: TokenBucket, rate: Rate): void => {
    buckets.delete(key)
    buckets.set(key, { bucket, rate })
    if (buckets.size > most) shrink()
  }

  const shrink = (): void => {
    const now = clock.now()
    for (const [key, { bucket, rate }] of buckets) {
      if (refilled(bucket, rate, now).tokens >= rate.burst) buckets.delete(key)
    }
    // A tenth at once, so that a flood of new keys does not make this run for each of them.
    if (buckets.size <= most * 0.9) return
    for (const key of [...buckets.keys()].slice(0, Math.ceil(most / 10))) buckets.delete(key)
  }

  const bucketOf = (key: string, rate: Rate): TokenBucket => buckets.get(key)?.bucket ?? fullBucket(rate, clock.now())

  return {
    take: (key, rate) => {
      const answer = takeToken(bucketOf(key, rate), rate, clock.now())
      keep(key, answer.bucket, rate)
      return answer.taken ? 0 : answer.waitSeconds
    },
    wait: (key, rate) => {
      const answer = takeToken(bucketOf(key, rate), rate, clock.now())
      return answer.taken ? 0 : answer.waitSeconds
    },
  }
}
