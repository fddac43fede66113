import {
  type FlinkAggregate,
  flinkNamesOf,
  type FlinkReading,
  levelIncludes,
  type MetricValue,
  readFlinkMetrics,
  wantedOfVertex,
} from '@weir/domain'
import type { MetricsLevel } from '@weir/service-model'
import type { FlinkRestClient } from './client.ts'
import type { FlinkVertex } from './flink-types.ts'

/** What a job's metrics endpoint and its aggregating siblings answer; a number that is none comes as text ("NaN"). */
type Numbers = readonly Readonly<Record<string, string | number>>[]

interface TimedJob {
  readonly state: string
  readonly timestamps?: Readonly<Record<string, number>>
  readonly vertices: readonly FlinkVertex[]
}

/** Flink's HTTP server refuses request lines over 4096 characters. */
const longestQuery = 3_000
/** AWS advises against PARALLELISM above 64; here more subtasks than that are not asked one by one. */
const mostSubtasks = 64
const mostVertices = 100
/** How long the names that a vertex offers are taken for granted once its job has run for as long. */
const namesMs = 60_000

/**
 * Reads a job's metrics from Flink's REST API: one request for the job, one for its metrics and one for the JobManager's, one for each TaskManager and each
 * vertex, and now and then one more a vertex for the names that it offers (connectors add theirs when they begin to work).
 */
export function createMetricsReader(now: () => number) {
  const known = new Map<string, { readonly names: readonly string[]; readonly until: number }>()

  const namesOf = async (
    rest: FlinkRestClient,
    { path, runningSince }: { path: string; runningSince: number | undefined },
  ): Promise<readonly string[]> => {
    const found = known.get(path)
    if (found !== undefined && found.until > now()) return found.names
    const offered = ((await rest.get(path)) as Numbers).map(({ id }) => String(id))
    const names = wantedOfVertex(offered)
    if (known.size > 10_000) known.clear()
    const settled = runningSince !== undefined && now() - runningSince > namesMs
    known.set(path, { names, until: settled ? now() + namesMs : 0 })
    return names
  }

  return async (
    rest: FlinkRestClient,
    { jobId, level }: { jobId: string; level: MetricsLevel },
  ): Promise<{ readonly runningSince?: Date; readonly values: readonly MetricValue[] }> => {
    const job = (await rest.get(`/jobs/${jobId}`)) as TimedJob
    const runningSince = job.state === 'RUNNING' ? job.timestamps?.['RUNNING'] : undefined
    const task = async ({ id, name, parallelism }: FlinkVertex): Promise<FlinkReading['tasks'][number]> => {
      const path = `/jobs/${jobId}/vertices/${id}/subtasks`
      const names = await namesOf(rest, { path: `${path}/metrics`, runningSince })
      const aggregates = await aggregated(rest, `${path}/metrics`, names)
      const asked = levelIncludes(level, 'PARALLELISM') ? Math.min(parallelism, mostSubtasks) : 0
      const subtasks = await Promise.all(
        Array.from({ length: asked }, async (_, index) => ({
          index,
          values: await single(rest, `${path}/${String(index)}/metrics`, names),
        })),
      )
      return { name: name.slice(0, 255), aggregates, subtasks }
    }
    const [ofJob, jobManager, taskManagers, tasks] = await Promise.all([
      single(rest, `/jobs/${jobId}/metrics`, flinkNamesOf('job')),
      single(rest, '/jobmanager/metrics', flinkNamesOf('job-manager')),
      ofTaskManagers(rest),
      Promise.all(job.vertices.slice(0, mostVertices).map(task)),
    ])
    const reading = { job: ofJob.map(toValue), jobManager: jobManager.map(toValue), taskManagers, tasks }
    return {
      ...(runningSince !== undefined && { runningSince: new Date(runningSince) }),
      values: readFlinkMetrics(reading, level),
    }
  }
}

const toValue = ({ id, sum }: FlinkAggregate) => ({ id, value: sum ?? NaN })

/** One by one, as Flink's own pages ask: seen on 2.2, the request that would add them up answers nothing of the JVM's. */
const ofTaskManagers = async (rest: FlinkRestClient): Promise<readonly FlinkAggregate[]> => {
  const { taskmanagers } = await rest.taskManagers()
  const read = await Promise.all(
    taskmanagers.map(({ id }) =>
      single(rest, `/taskmanagers/${encodeURIComponent(id)}/metrics`, flinkNamesOf('task-manager')),
    ),
  )
  const found = read.flat()
  return [...new Set(found.map(({ id }) => id))].map((id) => {
    const values = found.flatMap((each) => (each.id === id ? (each.sum ?? []) : []))
    const sum = values.reduce((total, value) => total + value, 0)
    return { id, sum, min: Math.min(...values), max: Math.max(...values), avg: sum / values.length }
  })
}

const aggregated = async (
  rest: FlinkRestClient,
  path: string,
  names: readonly string[],
): Promise<readonly FlinkAggregate[]> =>
  (await inPortions(rest, path, names, '&agg=sum,min,max,avg')).map(({ id, sum, min, max, avg }) => ({
    id: String(id),
    sum: Number(sum),
    min: Number(min),
    max: Number(max),
    avg: Number(avg),
  }))

const single = async (
  rest: FlinkRestClient,
  path: string,
  names: readonly string[],
): Promise<readonly FlinkAggregate[]> =>
  (await inPortions(rest, path, names, '')).map(({ id, value }) => {
    const number = Number(value)
    return { id: String(id), sum: number, min: number, max: number, avg: number }
  })

const inPortions = async (
  rest: FlinkRestClient,
  path: string,
  names: readonly string[],
  more: string,
): Promise<Numbers> => {
  const portions: string[] = []
  for (const name of names.map(encodeURIComponent)) {
    const last = portions.at(-1)
    if (last === undefined || last.length + name.length > longestQuery) portions.push(name)
    else portions[portions.length - 1] = `${last},${name}`
  }
  const answers = await Promise.all(
    portions.map(async (get) => (await rest.get(`${path}?get=${get}${more}`)) as Numbers),
  )
  return answers.flat()
}
