import { setTimeout as pause } from 'node:timers/promises'
import type { ReadLogs } from '@weir/app-api'
import { readLogsFromWorker } from '@weir/app-worker'
import { joinLogs, type Logger, type LogRecord, mergeLogs, type Store } from '@weir/domain'
import type { HostedWorker } from '../worker/hosted-worker.ts'
import { systemClock } from '../system.ts'

/** A worker that has been silent for so long is not asked. */
const silenceMs = 60_000
const lookMs = 5_000

/**
 * Reads an application's log from all workers: its deployments may have run on any of them, and rows of old ones are gone before their logs
 * are. What a worker does not give is missing, and said to be.
 */
export const createReadLogs = ({
  store,
  key,
  worker,
  logger,
}: {
  store: Pick<Store, 'workers'>
  key: string
  /** This process's own worker, once it is up. */
  worker: () => Pick<HostedWorker, 'host' | 'logs'> | undefined
  logger: Logger
}): ReadLogs => {
  const listHosts = async (): Promise<readonly string[]> => {
    const own = worker()
    return [...new Set([...(await store.workers.live(silenceMs)), ...(own === undefined ? [] : [own.host])])].sort()
  }
  return async function* (applicationId, { query, signal, missing }) {
    const over = new AbortController()
    const until = AbortSignal.any([signal, over.signal])
    const readHost = async function* (host: string): AsyncGenerator<LogRecord> {
      const own = worker()
      const given = { applicationId, query, signal: until }
      try {
        if (host === own?.host) yield* own.logs.read(applicationId, query, until)
        else {
          const url = await store.workers.address(host)
          if (url === undefined) throw new Error('The worker has announced no address (WEIR_WORKER_URL).')
          yield* readLogsFromWorker({ url, key, now: systemClock.now(), ...given })
        }
      } catch (error) {
        if (until.aborted) return
        logger.warn({ err: error, worker: host, applicationId }, "a worker's logs cannot be read")
        missing(host)
      }
    }
    const hosts = await listHosts()
    const streams = hosts.map(readHost)
    if (query.follow !== true) yield* mergeLogs(streams)
    else {
      void endWhenOthers(hosts, over)
      try {
        yield* joinLogs(streams)
      } finally {
        over.abort()
      }
    }
  }

  /** An application may go on on a worker that nobody listens to yet: the reader is to come again, and finds it. */
  async function endWhenOthers(hosts: readonly string[], over: AbortController): Promise<void> {
    while (!over.signal.aborted) {
      await pause(lookMs, undefined, { signal: over.signal }).catch(() => undefined)
      const now = await listHosts().catch(() => hosts)
      if (now.join() !== hosts.join()) over.abort()
    }
  }
}
