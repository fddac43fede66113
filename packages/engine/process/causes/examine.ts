import { join } from 'node:path'
import {
  type CheckpointTrend,
  EngineError,
  type FailureEvidence,
  findFirstCause,
  type HeapReading,
  type JobException,
} from '@weir/domain'
import type { FlinkRestClient } from '../../flink-rest/client.ts'
import type { ClusterLayout } from '../cluster-layout.ts'
import { logAround } from './log-around.ts'
import { checkpointEnd, lastWords, readEnds } from './component-ends.ts'
import { readLogTail } from './read-tail.ts'
import { readTaskLog } from './task-of-failure.ts'

/** What can be learned of a failure, from Flink while it answers and from what its processes left. */
export async function examineCluster({
  layout,
  rest,
  jobId,
  since,
  now,
}: {
  layout: ClusterLayout
  /** Undefined when there is no JobManager to ask. */
  rest: FlinkRestClient | undefined
  jobId: string
  since?: Date | undefined
  now: () => Date
}): Promise<FailureEvidence> {
  const [told, checkpoints, heap, ended, log] = await Promise.all([
    unlessAway(rest && readExceptions(rest, jobId)),
    unlessAway(rest && readCheckpoints(rest, jobId)),
    unlessAway(rest && readHeap(rest, now())),
    readEnds(layout),
    readLogTail(join(layout.log, 'jobmanager.log')),
  ])
  const tasks = readTaskLog(log)
  const exceptions = (told ?? []).map((each) => (each.task === undefined ? { ...each, ...tasks.taskOf(each) } : each))
  const ends = ended.map((each) => ({ ...each, tasks: tasks.tasksIn(each) }))
  const evidence = { exceptions, ends }
  const found = findFirstCause(evidence, since)
  const known = found !== undefined && !found.echo
  // A checkpoint that fails is no exception of the job, and a job that failed before it began has no history: the log has both.
  const failed = known
    ? undefined
    : checkpoints?.lastFailure === undefined
      ? lastWords(log)
      : await checkpointEnd(layout, checkpoints)
  const all = failed === undefined ? evidence : { ...evidence, ends: [...ends, failed] }
  const cause = findFirstCause(all, since)
  return {
    ...all,
    log: cause === undefined ? [] : await logAround(layout, cause),
    checkpoints,
    heap: heap ?? [],
  }
}

async function readExceptions(rest: FlinkRestClient, jobId: string): Promise<readonly JobException[]> {
  const { exceptionHistory } = await rest.exceptionHistory(jobId)
  return (exceptionHistory?.entries ?? [])
    .map(({ stacktrace, timestamp, taskName, failureLabels }): JobException => ({
      at: new Date(timestamp),
      trace: stacktrace,
      ...(taskName == null ? {} : { task: taskName }),
      ...(failureLabels == null ? {} : { labels: failureLabels }),
    }))
    .reverse()
}

async function readCheckpoints(rest: FlinkRestClient, jobId: string): Promise<CheckpointTrend | undefined> {
  const { counts, latest, history = [] } = await rest.checkpoints(jobId)
  if (counts === undefined) return undefined
  const failure = latest?.failed?.failure_message
  return {
    completed: counts.completed,
    failed: counts.failed,
    ...(failure == null ? {} : { lastFailure: failure }),
    recent: history
      .slice(0, 10)
      .map(({ id, status, trigger_timestamp, end_to_end_duration, state_size }) => ({
        id,
        status: status ?? 'UNKNOWN',
        at: new Date(trigger_timestamp ?? 0).toISOString(),
        durationMs: end_to_end_duration ?? 0,
        sizeBytes: state_size ?? 0,
      }))
      .reverse(),
  }
}

async function readHeap(rest: FlinkRestClient, now: Date): Promise<readonly HeapReading[]> {
  const { taskmanagers } = await rest.taskManagers()
  const readings = await Promise.all([
    readOne('jobmanager', rest.heap()),
    ...taskmanagers.map(({ id }) => readOne(/^taskmanager-\d+/.exec(id)?.[0] ?? id, rest.heap(id))),
  ])
  return readings.filter((reading) => reading !== undefined)

  async function readOne(
    component: string,
    asked: Promise<{ used: number; max: number } | undefined>,
  ): Promise<HeapReading | undefined> {
    const heap = await unlessAway(asked)
    return heap && { component, usedBytes: heap.used, maxBytes: heap.max, at: now.toISOString() }
  }
}

/** Undefined where Flink does not answer, or has no answer: the rest of the evidence is still worth having. */
async function unlessAway<T>(asked: Promise<T> | undefined): Promise<T | undefined> {
  try {
    return await asked
  } catch (error) {
    if (error instanceof EngineError) return undefined
    throw error
  }
}
