import { EngineError } from '@weir/domain'
import type {
  FlinkCheckpointDetails,
  FlinkCheckpoints,
  FlinkExceptions,
  FlinkJob,
  FlinkJobSummary,
  FlinkOverview,
  FlinkRequirements,
  FlinkSavepointStatus,
  FlinkSubtask,
  FlinkTaskManagers,
} from './flink-types.ts'
import type { FlinkAddress } from './connection.ts'
import { requestJson } from './request-json.ts'

/** What we ask of one cluster's REST API. Every call throws EngineError `unreachable` or `rejected`. */
export interface FlinkRestClient {
  overview(): Promise<FlinkOverview>
  /** Any other answer, unread. */
  get(path: string): Promise<unknown>
  /** What the cluster runs or ran, without details. */
  jobs(): Promise<readonly FlinkJobSummary[]>
  /** Undefined while the cluster does not know the job (yet); an error (HTTP 500) for a job that failed before it had a graph. */
  job(jobId: string): Promise<FlinkJob | undefined>
  exceptions(jobId: string): Promise<FlinkExceptions>
  /** All that Flink keeps of them, newest first. */
  exceptionHistory(jobId: string): Promise<FlinkExceptions>
  checkpoints(jobId: string): Promise<FlinkCheckpoints>
  /** Undefined when it is too old to be known. */
  checkpointDetails(jobId: string, checkpointId: number): Promise<FlinkCheckpointDetails | undefined>
  /** Undefined when the job has checkpointing switched off. */
  checkpointConfig(jobId: string): Promise<{ readonly interval: number; readonly state_backend?: string } | undefined>
  /** Restarts since submission, rescales among them, and those alone, which Flink 1 does not count; 0 while Flink has not fetched the metrics. */
  restarts(jobId: string): Promise<{ readonly restarts: number; readonly rescales?: number | undefined }>
  /** Flink's own answer, unread. */
  plan(jobId: string): Promise<unknown>
  taskManagers(): Promise<FlinkTaskManagers>
  /** Of a TaskManager by its id, of the JobManager without one; undefined while Flink has not fetched the metrics. */
  heap(taskManagerId?: string): Promise<{ readonly used: number; readonly max: number } | undefined>
  /** Repeating a trigger id is the same savepoint. */
  triggerSavepoint(jobId: string, trigger: { triggerId: string; directory: string }): Promise<void>
  /** Without drain: windows stay open. */
  stopWithSavepoint(jobId: string, trigger: { triggerId: string; directory: string }): Promise<void>
  /** Asks for a checkpoint now; returns the id that tells of it. */
  triggerCheckpoint(jobId: string): Promise<string>
  /** Whether that checkpoint is over, well or not. */
  checkpointEnded(jobId: string, triggerId: string): Promise<boolean>
  /** The parallelism that each vertex is to have; an error where the job's scheduler is not the adaptive one. */
  requirements(jobId: string): Promise<FlinkRequirements>
  /** Returns when Flink has taken note. */
  setRequirements(jobId: string, wanted: FlinkRequirements): Promise<void>
  subtasks(jobId: string, vertexId: string): Promise<readonly FlinkSubtask[]>
  /** Of both kinds; undefined when the cluster does not know the trigger. */
  savepointStatus(jobId: string, triggerId: string): Promise<FlinkSavepointStatus | undefined>
}

/** A client for the cluster at `baseUrl`, each call limited to `timeoutMs`. */
export function createFlinkRestClient({
  baseUrl,
  dispatcher,
  timeoutMs = 10_000,
  signal,
}: FlinkAddress & {
  timeoutMs?: number
  signal?: AbortSignal
}): FlinkRestClient {
  const call = async <T>(method: 'GET' | 'POST' | 'PUT', path: string, body?: object): Promise<T> =>
    (await requestJson({ url: `${baseUrl}${path}`, dispatcher, method, body, timeoutMs, signal })) as T
  const known = async <T>(method: 'GET', path: string): Promise<T | undefined> => {
    try {
      return await call<T>(method, path)
    } catch (error) {
      if (error instanceof EngineError && isNotFound(error)) return undefined
      throw error
    }
  }
  return {
    overview: () => call('GET', '/overview'),
    get: (path) => call('GET', path),
    jobs: async () => (await call<{ jobs: readonly FlinkJobSummary[] }>('GET', '/jobs/overview')).jobs,
    job: (jobId) => known('GET', `/jobs/${jobId}`),
    exceptions: (jobId) => call('GET', `/jobs/${jobId}/exceptions?maxExceptions=1`),
    exceptionHistory: (jobId) => call('GET', `/jobs/${jobId}/exceptions?maxExceptions=64`),
    checkpoints: (jobId) => call('GET', `/jobs/${jobId}/checkpoints`),
    checkpointDetails: (jobId, id) => known('GET', `/jobs/${jobId}/checkpoints/details/${id}`),
    checkpointConfig: (jobId) => known('GET', `/jobs/${jobId}/checkpoints/config`),
    restarts: async (jobId) => {
      const path = `/jobs/${jobId}/metrics?get=numRestarts,numRescales`
      const metrics = await call<readonly { id: string; value?: string }[]>('GET', path)
      const value = (name: string) => metrics.find(({ id }) => id === name)?.value
      const rescales = value('numRescales')
      return {
        restarts: Number(value('numRestarts') ?? 0),
        ...(rescales === undefined ? {} : { rescales: Number(rescales) }),
      }
    },
    plan: (jobId) => call('GET', `/jobs/${jobId}/plan`),
    taskManagers: () => call('GET', '/taskmanagers'),
    heap: async (taskManagerId) => {
      const of = taskManagerId === undefined ? '/jobmanager' : `/taskmanagers/${taskManagerId}`
      const [used, max] = ['Status.JVM.Memory.Heap.Used', 'Status.JVM.Memory.Heap.Max']
      const read = await call<readonly { id: string; value?: string }[]>('GET', `${of}/metrics?get=${used},${max}`)
      const value = (name: string): number => Number(read.find(({ id }) => id === name)?.value)
      return Number.isFinite(value(used)) ? { used: value(used), max: value(max) } : undefined
    },
    triggerSavepoint: async (jobId, { triggerId, directory }) => {
      await call('POST', `/jobs/${jobId}/savepoints`, {
        'target-directory': directory,
        'cancel-job': false,
        formatType,
        triggerId,
      })
    },
    stopWithSavepoint: async (jobId, { triggerId, directory }) => {
      await call('POST', `/jobs/${jobId}/stop`, { targetDirectory: directory, drain: false, formatType, triggerId })
    },
    triggerCheckpoint: async (jobId) => {
      const asked = { checkpointType: 'CONFIGURED' }
      return (await call<{ 'request-id': string }>('POST', `/jobs/${jobId}/checkpoints`, asked))['request-id']
    },
    checkpointEnded: async (jobId, triggerId) => {
      const path = `/jobs/${jobId}/checkpoints/${triggerId}`
      return (await call<{ status: { id: string } }>('GET', path)).status.id === 'COMPLETED'
    },
    requirements: (jobId) => call('GET', `/jobs/${jobId}/resource-requirements`),
    setRequirements: async (jobId, wanted) => {
      await call('PUT', `/jobs/${jobId}/resource-requirements`, wanted)
    },
    subtasks: async (jobId, vertexId) =>
      (await call<{ subtasks: readonly FlinkSubtask[] }>('GET', `/jobs/${jobId}/vertices/${vertexId}`)).subtasks,
    savepointStatus: (jobId, triggerId) => known('GET', `/jobs/${jobId}/savepoints/${triggerId}`),
  }
}

/** Flink's format that every version and state backend reads, and that may be moved: what the API calls a snapshot's format. */
const formatType = 'CANONICAL'

const isNotFound = ({ kind, cause }: EngineError): boolean =>
  kind === 'rejected' && (cause as { status?: number } | undefined)?.status === 404
