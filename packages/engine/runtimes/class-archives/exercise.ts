import { setTimeout as pause } from 'node:timers/promises'
import type { FlinkRestClient } from '../../flink-rest/client.ts'

/**
 * Everything that a start and a stop ask of a cluster that runs our own tiny program, so that the classes behind the answers are loaded
 * too. Resolves when the job has stopped.
 */
export async function exercise(
  rest: FlinkRestClient,
  {
    savepoints,
    signal,
    requireAlive,
  }: {
    /** URI of a directory that the cluster may write to. */
    savepoints: string
    signal: AbortSignal
    /** Throws when a process of the cluster is gone. */
    requireAlive: () => Promise<void>
  },
): Promise<void> {
  const until = async <T>(look: () => Promise<T | undefined>): Promise<T> => {
    for (;;) {
      signal.throwIfAborted()
      await requireAlive()
      const found = await look().catch(() => undefined)
      if (found !== undefined) return found
      await pause(100, undefined, { signal })
    }
  }
  const { jid } = await until(async () => {
    const [job] = await rest.jobs()
    if (job?.state !== 'RUNNING') return undefined
    const vertices = (await rest.job(job.jid))?.vertices ?? []
    return vertices.length > 0 && vertices.every(({ status }) => status === 'RUNNING') ? job : undefined
  })
  await until(async () => (await rest.checkpoints(jid)).latest?.completed ?? undefined)
  await Promise.all([rest.overview(), rest.taskManagers(), rest.exceptions(jid), rest.restarts(jid)])
  const triggerId = '0'.repeat(31) + '1'
  await rest.stopWithSavepoint(jid, { triggerId, directory: savepoints })
  await until(async () => ((await rest.savepointStatus(jid, triggerId))?.status.id === 'COMPLETED' ? true : undefined))
}
