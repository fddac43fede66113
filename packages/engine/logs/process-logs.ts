import { setTimeout as pause } from 'node:timers/promises'
import {
  type ApplicationLogs,
  type Clock,
  createResume,
  isOfComponent,
  type LoggedDeployment,
  type LogQuery,
  type LogRecord,
  matchesLogQuery,
} from '@weir/domain'
import { clusterLayout } from '../process/cluster-layout.ts'
import type { LogCursor } from './component-log.ts'
import { logSources, readDeployment, readSource, sourceKey } from './deployment-logs.ts'
import { appendServiceEvent, listLogged, readDelivered, writeDelivered, writeIdentity } from './log-store.ts'
import { takeRecords } from './take-records.ts'
import { type LogLimits, tidyLogs } from './tidy-logs.ts'

const lookMs = 300

/** The logs that the processes of this host's clusters write, and those that ended clusters have left. */
export function createProcessLogs({
  clusters,
  clock,
  limits,
}: {
  /** The directory of the clusters. */
  clusters: () => Promise<string>
  clock: Clock
  limits: LogLimits
}): ApplicationLogs {
  const now = (): number => clock.now().getTime()
  const layoutOf = async (deploymentId: string) => clusterLayout(await clusters(), deploymentId)
  const deploymentsOf = async (applicationId: string): Promise<readonly LoggedDeployment[]> =>
    (await listLogged(await clusters())).filter((each) => each.applicationId === applicationId)

  async function* present(applicationId: string, query: LogQuery): AsyncGenerator<LogRecord> {
    // One after the other: no two deployments of an application live at the same time.
    for (const deployment of await deploymentsOf(applicationId)) {
      const layout = await layoutOf(deployment.deploymentId)
      yield* readDeployment({ deployment, layout, query, now: now() })
    }
  }

  /** What is there from `begin` on and what comes, on and on: each component from where it was left. */
  async function* coming(applicationId: string, query: LogQuery, signal: AbortSignal, begin: number) {
    const left = new Map<string, { readonly cursor: LogCursor; readonly time: number }>()
    const seen = new Map<string, string>()
    while (!signal.aborted) {
      for (const deployment of await deploymentsOf(applicationId)) {
        for (const source of await logSources(deployment, await layoutOf(deployment.deploymentId))) {
          const key = sourceKey(source)
          if (!isOfComponent(source.component, query.component) || source.changedAt < begin) continue
          if (seen.get(key) === source.state) continue
          seen.set(key, source.state)
          const { cursor, time } = left.get(key) ?? {}
          const start = cursor === undefined ? { time: begin } : { cursor }
          for await (const record of readSource({ source, start, after: time, now: now() })) {
            left.set(key, { cursor: record.cursor, time: record.time })
            yield record
          }
        }
      }
      await pause(lookMs, undefined, { signal }).catch(() => undefined)
    }
  }

  return {
    read: async function* (applicationId, query, signal) {
      const isNew = createResume(query)
      const begin = query.after?.time ?? query.from ?? now()
      const follow = query.follow === true
      const range = follow ? { ...query, from: begin } : query
      const records = follow ? coming(applicationId, range, signal, begin) : present(applicationId, range)
      for await (const record of records) {
        if (isOver(signal)) return
        const { time, deploymentId, component, event } = record
        const shown = { time, deploymentId, component, event }
        if (matchesLogQuery(shown, range) && isNew(shown)) yield shown
      }
    },
    write: async (of, said) => {
      const layout = await layoutOf(of.deploymentId)
      await appendServiceEvent(layout, of, said)
      await writeIdentity(layout, of)
    },
    deployments: async () => listLogged(await clusters()),
    take: async (deploymentId, most) => {
      const deployment = (await listLogged(await clusters())).find((each) => each.deploymentId === deploymentId)
      if (deployment === undefined) return { records: [], mark: {}, last: true }
      const layout = await layoutOf(deploymentId)
      const sources = await logSources(deployment, layout)
      return takeRecords({ sources, delivered: await readDelivered(layout), most, now: now() })
    },
    acknowledge: async (deploymentId, mark) => {
      await writeDelivered(await layoutOf(deploymentId), mark as Readonly<Record<string, LogCursor>>)
    },
    tidy: async (at) => tidyLogs({ clustersDir: await clusters(), limits, now: at }),
  }
}

const isOver = ({ aborted }: AbortSignal): boolean => aborted
