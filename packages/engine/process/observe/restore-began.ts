import type { FlinkRestClient } from '../../flink-rest/client.ts'

/** More vertices than that are not asked: the first to restore is nearly always a source, and those come first. */
const mostVertices = 20

/** See `Engine.restoreBegan`: a task that is deployed initializes, which is to restore its state, and then runs. */
export async function readRestoreBegan(rest: FlinkRestClient, jobId: string): Promise<Date | undefined> {
  const vertices = ((await rest.job(jobId))?.vertices ?? []).slice(0, mostVertices)
  const subtasks = (await Promise.all(vertices.map(({ id }) => rest.subtasks(jobId, id)))).flat()
  const began = subtasks.flatMap(({ 'start-time': deployedAt, 'status-duration': durations = {} }) => {
    const deploying = durations['DEPLOYING'] ?? -1
    return deployedAt > 0 && deploying >= 0 ? [deployedAt + deploying] : []
  })
  return began.length === 0 ? undefined : new Date(Math.min(...began))
}
