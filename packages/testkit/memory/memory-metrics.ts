import { type MetricPoint, type MetricRepository, type MetricValue, seriesKey } from '@weir/domain'
import { type Access, rowOf, type Tables } from './memory-tables.ts'

export function memoryMetrics(access: Access): MetricRepository {
  const pointsOf = (tables: Tables, applicationId: string): MetricPoint[] =>
    [...tables.metricPoints.values()]
      .filter((point) => point.applicationId === applicationId)
      .sort((a, b) => a.at.getTime() - b.at.getTime())
  return {
    add: (points) =>
      access.write((tables) => {
        for (const point of points) {
          const key = `${point.applicationId} ${point.at.toISOString()}`
          if (!tables.applications.has(point.applicationId) || tables.metricPoints.has(key)) continue
          const unique = new Map(point.values.map((value) => [seriesKey(value), value]))
          tables.metricPoints.set(key, rowOf({ ...point, values: [...unique.values()] }))
        }
      }),
    newest: (applicationId, since) =>
      access.read((tables) =>
        rowOf(
          pointsOf(tables, applicationId)
            .filter(({ at }) => at >= since)
            .at(-1),
        ),
      ),
    query: ({ applicationId, series, from, to, periodSeconds }) =>
      access.read((tables) => {
        const buckets = new Map<number, number[]>()
        for (const { at, values } of pointsOf(tables, applicationId)) {
          const value = valueIn(values, seriesKey(series))
          if (at < from || at >= to || value === undefined) continue
          const begin = Math.floor(at.getTime() / (periodSeconds * 1000)) * periodSeconds * 1000
          buckets.set(begin, [...(buckets.get(begin) ?? []), value])
        }
        return [...buckets].map(([begin, found]) => ({
          at: new Date(begin),
          sum: found.reduce((sum, value) => sum + value, 0),
          min: Math.min(...found),
          max: Math.max(...found),
          count: found.length,
        }))
      }),
    removeBefore: (moment, limit) =>
      access.write((tables) => {
        const old = [...tables.metricPoints].filter(([, { at }]) => at < moment).slice(0, limit)
        for (const [key] of old) tables.metricPoints.delete(key)
        return old.length
      }),
  }
}

const valueIn = (values: readonly MetricValue[], key: string): number | undefined =>
  values.find((each) => seriesKey(each) === key)?.value
