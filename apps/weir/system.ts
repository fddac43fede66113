import { randomBytes, randomInt, randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import type { Clock, Ids, Sleeper } from '@weir/domain'

export const systemClock: Clock = { now: () => new Date() }

const alphanumerics = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

export const systemIds: Ids = {
  uuid: () => randomUUID(),
  hex: (length) =>
    randomBytes(Math.ceil(length / 2))
      .toString('hex')
      .slice(0, length),
  token: (length) => Array.from({ length }, () => alphanumerics.charAt(randomInt(alphanumerics.length))).join(''),
}

export const systemSleeper: Sleeper = {
  sleep: async (ms, signal) => {
    // An abort is not an error here: the sleeper is meant to wake early.
    await delay(ms, undefined, signal === undefined ? {} : { signal }).catch(() => undefined)
  },
}
