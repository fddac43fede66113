import { readFileSync } from 'node:fs'
import { until } from '../../acceptance/harness/until.ts'
import { askPostgres } from '../ask-postgres.ts'
import type { Fleet } from '../fleet.ts'
import { lookMs, type ProcessWatch } from './watch-processes.ts'

/** What a meter may be off by, besides the time between two looks of our own. */
const toleranceMs = 1_000

interface Life {
  from: number
  to: number
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
  })
  return {
    /** Clusters that are gone are metered from their first process to their last one, to within a second. */
    faults: async (): Promise<string[]> => {
      const living = new Set(fleet.flinks().map(({ deployment }) => deployment))
      const gone = [...lives].filter(([deployment]) => !living.has(deployment))
      const found = await Promise.all(gone.map(([deployment, life]) => meterFault(fleet, deployment, life)))
      for (const [deployment] of gone) lives.delete(deployment)
      return found.flat()
    },
    end,
  }
}

/** Looked at again for a while: a meter is read when its worker comes to it. */
const meterFault = async (fleet: Fleet, deployment: string, { from, to }: Life): Promise<string[]> => {
  let said = ''
  return await until(
    'the meter',
    async () => {
      const metered = await periodOf(fleet, deployment)
      if (metered === undefined) said = 'has no meter'
      else {
        const off = [metered.from - from, metered.to - to].map((each) => Math.round(each))
        said = `its meter begins ${off[0]} ms and ends ${off[1]} ms after its processes`
        if (off.every((each) => Math.abs(each) <= toleranceMs + lookMs)) return []
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
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const ticks = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19])
    const uptime = Number(readFileSync('/proc/uptime', 'utf8').split(' ')[0])
    return Date.now() - uptime * 1000 + ticks * 10
  } catch {
    return undefined
  }
}
