import { readFileSync } from 'node:fs'
import { readProcStat } from '@weir/engine/process/processes/proc-stat'
import { until } from '../../acceptance/harness/until.ts'
import { askPostgres } from '../ask-postgres.ts'
import type { Fleet } from '../fleet.ts'
import type { ProcessWatch } from './watch-processes.ts'

/** What a meter may be off by, besides the time between two looks of our own. */
const toleranceMs = 1_000

interface Life {
  from: number
  /** When it was last seen. */
  to: number
  /** When it was first looked for in vain. */
  gone?: number
}

/** Notes, all the time, from when to when each cluster had processes, as the kernel tells it. */
export function watchLifetimes(fleet: Fleet, watch: ProcessWatch) {
  const lives = new Map<string, Life>()
  const end = watch.listen((processes) => {
    const now = Date.now()
    for (const { deployment, pid } of processes) {
      const life = lives.get(deployment) ?? { from: now, to: now }
      lives.set(deployment, { from: Math.min(life.from, startOf(pid) ?? now), to: now })
    }
    for (const life of lives.values()) if (life.to !== now) life.gone ??= now
  })
  return {
    /** Clusters that are gone are metered from their first process to their last one, to within a second. */
    faults: async (): Promise<string[]> => {
      const gone = [...lives].filter(([, life]) => life.gone !== undefined)
      const found = await Promise.all(gone.map(([deployment, life]) => meterFault(fleet, deployment, life)))
      for (const [deployment] of gone) lives.delete(deployment)
      return found.flat()
    },
    end,
  }
}

/** Looked at again for a while: a meter is read when its worker comes to it. */
const meterFault = async (fleet: Fleet, deployment: string, { from, to, gone = to }: Life): Promise<string[]> => {
  let said = ''
  return await until(
    'the meter',
    async () => {
      const metered = await periodOf(fleet, deployment)
      if (metered === undefined) said = 'has no meter'
      else {
        const [begun, ended] = [metered.from - from, metered.to - to].map((each) => Math.round(each)) as [
          number,
          number,
        ]
        const unseen = gone - to
        said = `its meter begins ${begun} ms and ends ${ended} ms after its processes, which nobody saw for ${unseen} ms`
        if (Math.abs(begun) <= toleranceMs && ended >= -toleranceMs && ended <= unseen + toleranceMs) return []
      }
      return undefined
    },
    { seconds: 45, everyMs: 1_000 },
  ).catch(() => [`cluster ${deployment}: ${said}`])
}

const periodOf = async (fleet: Fleet, deployment: string): Promise<Life | undefined> => {
  const [row] = await askPostgres<{ begun: Date | null; ended: Date | null }>(
    fleet.postgres.port,
    `select min(started_at) as begun, max(coalesce(ended_at, seen_at)) as ended from usage_periods where deployment_id = $1`,
    [deployment],
  )
  if (row?.begun == null || row.ended == null) return undefined
  return { from: row.begun.getTime(), to: row.ended.getTime() }
}

/** When a process was started, by ticks since the machine was. */
const startOf = (pid: number): number | undefined => {
  const stat = readProcStat(pid)
  if (stat === undefined) return undefined
  const uptime = Number(readFileSync('/proc/uptime', 'utf8').split(' ')[0])
  return Date.now() - uptime * 1000 + Number(stat.startTime) * 10
}
