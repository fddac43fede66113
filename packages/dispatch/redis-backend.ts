import type { Logger } from '@weir/domain'
import { Queue, Worker } from 'bullmq'
import { Redis } from 'ioredis'
import { type QueueBackend, workerSettings } from './queue-backend.ts'

/** BullMQ on Redis. */
export function createRedisBackend(options: { redisUrl: string; prefix: string; logger: Logger }): QueueBackend {
  const { redisUrl, prefix, logger } = options
  const connections: Redis[] = []
  const connect = (settings: { enableOfflineQueue: boolean; maxRetriesPerRequest: number | null }): Redis => {
    const redis = new Redis(redisUrl, {
      ...settings,
      connectTimeout: 5_000,
      keepAlive: 10_000,
      retryStrategy: (attempt: number) => Math.min(attempt * 50, 1_000),
    })
    redis.on('error', (error: unknown) => logger.warn({ err: error }, 'the queue lost Redis'))
    connections.push(redis)
    return redis
  }
  let producing: Redis | undefined
  let consuming: Redis | undefined

  return {
    prepare: () => Promise.resolve(),
    queue: (name) => {
      // whoever publishes is told at once that Redis is away, instead of waiting for it
      producing ??= connect({ enableOfflineQueue: false, maxRetriesPerRequest: 1 })
      return new Queue(name, { connection: producing, prefix })
    },
    worker: (name, processor) => {
      consuming ??= connect({ enableOfflineQueue: true, maxRetriesPerRequest: null })
      return new Worker(name, processor, { connection: consuming, prefix, ...workerSettings })
    },
    close: () => {
      for (const connection of connections) connection.disconnect()
      return Promise.resolve()
    },
  }
}
