import type { Dispatch, Logger } from '@weir/domain'
import { createPostgresBackend } from './postgres-backend.ts'
import type { QueueBackend, WakeUpJob, WakeUpQueue, WakeUpWorker } from './queue-backend.ts'
import { createRedisBackend } from './redis-backend.ts'
import { within } from './within.ts'

const answerTimeoutMs = 4_000
const closeTimeoutMs = 3_000

/**
 * A burst of wake-ups of one application is one job. The key that says so is given up before the wake-up is handed over,
 * so whatever is committed later makes a job of its own; it expires by itself, should its job ever be lost.
 */
const jobSettings = (applicationId: string) => ({
  deduplication: { id: applicationId, ttl: 10_000 },
  attempts: 3,
  backoff: { type: 'fixed', delay: 500 },
  removeOnComplete: true,
  removeOnFail: true,
})

/**
 * Wake-ups over BullMQ: on Redis when `redisUrl` is given, otherwise on the Postgres at `databaseUrl`. `prefix` keeps the
 * queues of several installations on one server apart. `wake` and `ping` throw within seconds when the backend is
 * away; consumers log it and go on when it is back.
 */
export function createDispatch(options: {
  redisUrl?: string | undefined
  databaseUrl: string
  prefix: string
  logger: Logger
}): Dispatch {
  const { redisUrl, databaseUrl, prefix, logger } = options
  const backend: QueueBackend =
    redisUrl === undefined
      ? createPostgresBackend({ databaseUrl, logger })
      : createRedisBackend({ redisUrl, prefix, logger })
  const queues = new Map<string, WakeUpQueue>()
  const workers: WakeUpWorker[] = []
  let preparing: Promise<void> | undefined
  let closing: Promise<void> | undefined

  const prepared = (): Promise<void> => {
    preparing ??= backend.prepare().catch((error: unknown) => {
      preparing = undefined // the next caller tries again
      throw error
    })
    return preparing
  }

  const logged = (error: Error): void => {
    if (!closing) logger.warn({ err: error }, 'the queue met an error')
  }

  const queueNamed = async (name: string): Promise<WakeUpQueue> => {
    await prepared()
    const known = queues.get(name)
    if (known) return known
    const queue = backend.queue(name)
    queue.on('error', logged)
    queues.set(name, queue)
    try {
      await queue.waitUntilReady()
    } catch (error) {
      queues.delete(name) // BullMQ remembers a failed start for ever
      await queue.close().catch(() => undefined)
      throw error
    }
    return queue
  }

  const handOver = async (name: string, job: WakeUpJob, onWake: (applicationId: string) => void): Promise<void> => {
    const { applicationId } = job.data
    try {
      await (await queueNamed(name)).removeDeduplicationKey(applicationId)
    } finally {
      onWake(applicationId)
    }
  }

  const startWorker = async (name: string, onWake: (applicationId: string) => void): Promise<void> => {
    await prepared()
    const worker = backend.worker(name, (job) => handOver(name, job, onWake))
    worker.on('error', logged)
    worker.on('failed', (_job, error) => logged(error))
    workers.push(worker)
    if (redisUrl === undefined) await worker.waitUntilReady()
  }

  const everyone = `${prefix}-wake`
  // a queue's name may not hold a colon
  const only = (host: string): string => `${everyone}-${encodeURIComponent(host)}`

  const ping = async (timeoutMs: number): Promise<void> => {
    const count = async (): Promise<unknown> => (await queueNamed(everyone)).getWaitingCount()
    await within(timeoutMs, 'asking the queue', count())
  }

  const close = async (): Promise<void> => {
    // without a backend there is nothing to finish, and BullMQ would wait for its return
    const force = await ping(1_000).then(
      () => false,
      () => true,
    )
    const closed = Promise.allSettled([
      ...workers.map((worker) => worker.close(force)),
      ...[...queues.values()].map((queue) => queue.close()),
    ])
    await within(closeTimeoutMs, 'closing the queue', closed).catch((error: unknown) => {
      logger.warn({ err: error }, 'the queue is left as it is')
    })
    await within(closeTimeoutMs, 'closing the connections of the queue', backend.close()).catch(() => undefined)
  }

  return {
    wake: async ({ applicationId, host }) => {
      const name = host === undefined ? everyone : only(host)
      const add = async (): Promise<void> => {
        await (await queueNamed(name)).add('wake', { applicationId }, jobSettings(applicationId))
      }
      await within(answerTimeoutMs, 'publishing a wake-up', add())
    },
    consume: async (host, onWake) => {
      await startWorker(everyone, onWake)
      await startWorker(only(host), onWake)
    },
    ping: () => ping(answerTimeoutMs),
    close: () => (closing ??= close()),
  }
}
