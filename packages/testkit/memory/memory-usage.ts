import { type UsagePeriod, type UsageQuery, type UsageRepository, usageWithin } from '@weir/domain'
import { type Access, rowOf, type Tables } from './memory-tables.ts'

export function memoryUsage(access: Access): UsageRepository {
  const put = (tables: Tables, period: UsagePeriod): void => {
    tables.usage.set(`${period.deploymentId} ${String(period.ordinal)}`, rowOf(period))
  }
  const openOf = (tables: Tables, deploymentId: string): UsagePeriod | undefined =>
    [...tables.usage.values()].find((each) => each.deploymentId === deploymentId && each.endedAt === undefined)
  return {
    open: (period) =>
      access.write((tables) => {
        if (!tables.usage.has(`${period.deploymentId} 0`)) put(tables, { ...period, ordinal: 0 })
      }),
    changeKpus: (deploymentId, { kpus, at }) =>
      access.write((tables) => {
        const open = openOf(tables, deploymentId)
        if (open === undefined || open.kpus === kpus) return
        if (open.startedAt === undefined) {
          put(tables, { ...open, kpus })
          return
        }
        const endedAt = latest(at, open.startedAt)
        put(tables, { ...open, endedAt, seenAt: undefined })
        put(tables, { ...open, ordinal: open.ordinal + 1, kpus, startedAt: endedAt, seenAt: endedAt })
      }),
    see: (lives) =>
      access.write((tables) => {
        for (const { deploymentId, life } of lives) {
          const open = openOf(tables, deploymentId)
          if (open === undefined) continue
          const seenAt = latest(life.lastSeenAt, open.seenAt)
          put(tables, { ...open, startedAt: open.startedAt ?? life.startedAt, seenAt })
        }
      }),
    close: (deploymentId, life) =>
      access.write((tables) => {
        const open = openOf(tables, deploymentId)
        if (open === undefined) return
        const startedAt = open.startedAt ?? life?.startedAt
        if (startedAt === undefined) tables.usage.delete(`${deploymentId} ${String(open.ordinal)}`)
        else put(tables, { ...open, startedAt, endedAt: latest(startedAt, open.seenAt, life?.lastSeenAt) })
      }),
    openOn: (host) =>
      access.read((tables) =>
        [...tables.usage.values()]
          .filter((each) => each.host === host && each.endedAt === undefined)
          .map(({ deploymentId }) => deploymentId)
          .sort(),
      ),
    list: (query, limit) =>
      access.read((tables) =>
        overlapping(tables, query)
          .sort(
            (a, b) =>
              (a.startedAt?.getTime() ?? 0) - (b.startedAt?.getTime() ?? 0) ||
              (a.deploymentId < b.deploymentId ? -1 : a.deploymentId > b.deploymentId ? 1 : a.ordinal - b.ordinal),
          )
          .slice(0, limit)
          .map(rowOf),
      ),
    totals: (query) =>
      access.read((tables) => {
        const totals = new Map<string, { applicationName: string; kpuSeconds: number }>()
        for (const period of overlapping(tables, query)) {
          const used = usageWithin(period, query)?.kpuSeconds ?? 0
          const before = totals.get(period.applicationId)?.kpuSeconds ?? 0
          if (used === 0) continue
          totals.set(period.applicationId, { applicationName: period.applicationName, kpuSeconds: before + used })
        }
        return [...totals]
          .map(([applicationId, total]) => ({ applicationId, ...total }))
          .sort((a, b) => (a.applicationName < b.applicationName ? -1 : 1))
      }),
  }
}

const overlapping = (tables: Tables, { accountId, region, applicationId, from, to }: UsageQuery): UsagePeriod[] =>
  [...tables.usage.values()].filter((period) => {
    const last = period.endedAt ?? period.seenAt
    return (
      period.accountId === accountId &&
      period.region === region &&
      (applicationId === undefined || period.applicationId === applicationId) &&
      period.startedAt !== undefined &&
      period.startedAt < to &&
      last !== undefined &&
      last > from
    )
  })

const latest = (first: Date, ...others: readonly (Date | undefined)[]): Date =>
  new Date(Math.max(first.getTime(), ...others.flatMap((each) => each?.getTime() ?? [])))
