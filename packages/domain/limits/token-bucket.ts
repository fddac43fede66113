/** How often something may happen: so many times at once, refilled at so many a second. */
export interface Rate {
  readonly perSecond: number
  readonly burst: number
}

/** What is left of a rate: the tokens at a moment. Nothing needs to run while nobody asks. */
export interface TokenBucket {
  readonly tokens: number
  readonly at: Date
}

export const fullBucket = ({ burst }: Rate, now: Date): TokenBucket => ({ tokens: burst, at: now })

/** The bucket as it is now. A clock that went backwards refills nothing. */
export const refilled = ({ tokens, at }: TokenBucket, { perSecond, burst }: Rate, now: Date): TokenBucket => {
  const seconds = Math.max(0, now.getTime() - at.getTime()) / 1000
  return { tokens: Math.min(burst, tokens + seconds * perSecond), at: now }
}

/** Takes one token, or says in how many seconds there will be one. */
export const takeToken = (
  bucket: TokenBucket,
  rate: Rate,
  now: Date,
): { taken: true; bucket: TokenBucket } | { taken: false; bucket: TokenBucket; waitSeconds: number } => {
  const current = refilled(bucket, rate, now)
  if (current.tokens >= 1) return { taken: true, bucket: { ...current, tokens: current.tokens - 1 } }
  return { taken: false, bucket: current, waitSeconds: (1 - current.tokens) / rate.perSecond }
}
