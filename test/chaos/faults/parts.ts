import { setTimeout as pause } from 'node:timers/promises'
import { askPostgres } from '../ask-postgres.ts'
import type { Weather } from '../proxy.ts'
import type { Fault } from './fault.ts'

export const restartPostgres: Fault = {
  kind: 'postgres-immediate',
  rounds: 3,
  slow: true,
  inflict: ({ fleet: { postgres } }) => postgres.restartImmediately(),
}

export const flushRedis: Fault = { kind: 'redis-flush', rounds: 3, inflict: ({ fleet: { redis } }) => redis.wipe() }

export const killRedis: Fault = { kind: 'redis-kill', rounds: 3, inflict: ({ fleet: { redis } }) => redis.replace() }

/** S3 behaves so for some seconds, for Weir and Flink alike. */
const s3 = (kind: string, weather: (random: () => number) => Weather): Fault => ({
  kind,
  rounds: 2,
  slow: true,
  inflict: async ({ fleet, random }) => {
    fleet.weather.s3.turn(weather(random.next))
    try {
      await pause(random.between(4_000, 9_000))
    } finally {
      fleet.weather.s3.turn('pass')
    }
  },
})

export const s3Faults: readonly Fault[] = [
  s3('s3-500', (random) => ({ status: 500, share: () => random() < 0.7 })),
  s3('s3-503', () => ({ status: 503, share: () => true })),
  s3('s3-stall', () => 'stall'),
  s3('s3-reset', () => 'reset'),
  s3('s3-slow', () => 'slow'),
]

/** Everybody's way to Postgres is cut for a moment, shorter than a lease. */
export const resetPostgres: Fault = {
  kind: 'postgres-reset',
  rounds: 2,
  inflict: async ({ fleet: { api, workers } }) => {
    const ways = [api, ...workers].map(({ postgres }) => postgres)
    for (const way of ways) way.turn('reset')
    await pause(2_000)
    for (const way of ways) way.turn('pass')
  },
}

/** Redis swallows everything for a while: wake-ups hang, and the sweep has to do. */
export const stallRedis: Fault = {
  kind: 'redis-stall',
  rounds: 2,
  inflict: async ({ fleet: { weather } }) => {
    weather.redis.turn('stall')
    await pause(6_000)
    weather.redis.turn('reset')
    weather.redis.turn('pass')
  },
}

/** Wake-ups come many times, late, and for what nobody asked. */
export const doubleWakeUps: Fault = {
  kind: 'double-wake-ups',
  rounds: 2,
  inflict: async ({ fleet: { postgres }, random }) => {
    for (let n = 0; n < 200; n += 1) {
      await askPostgres(
        postgres.port,
        `insert into outbox (application_id) select id from applications order by random()
           on conflict (application_id) do nothing`,
      )
      if (random.next() < 0.1) await pause(random.between(10, 200))
    }
  },
}
