import { createHash } from 'node:crypto'
import { type MetricPoint, type MetricRepository, seriesKey, seriesOf } from '@weir/domain'
import { type Database, text } from './columns.ts'

/** An application has no more series than this: what a job of very many tasks has beyond them is left out, parts first. */
const mostSeries = 5_000
/** A layout that is written about stays known to be there for so long; unused ones are removed no sooner than twice of it. */
const trustMs = 30 * 60_000

interface Layout {
  readonly id: number
  readonly digest: string
  readonly trustedUntil: number
}

interface PointRow {
  readonly applicationId: string
  readonly at: Date
  readonly series: readonly string[]
  readonly values: readonly (number | null)[]
}

/**
 * Points are rows of bare numbers; which number is which series says the layout that a row names, and an application has few of
 * those in its life. With 40 metrics that makes 400 bytes a point instead of 4000.
 */
export function createMetricRepository(database: Database): MetricRepository {
  const layouts = new Map<string, Layout>()

  const layoutOf = async (applicationId: string, series: readonly string[]): Promise<number | undefined> => {
    const digest = createHash('sha256').update(series.join('\n')).digest('base64url')
    const known = layouts.get(applicationId)
    if (known?.digest === digest && known.trustedUntil > Date.now()) return known.id
    const rows = await database.$queryRaw<{ id: number }[]>`
      INSERT INTO metric_layouts AS kept (application_id, digest, series, used_at)
      SELECT id, ${digest}, ${[...series]}::text[], clock_timestamp()
        FROM applications WHERE id = ${applicationId}::uuid FOR KEY SHARE
      ON CONFLICT (application_id, digest) DO UPDATE SET used_at = clock_timestamp()
      RETURNING kept.id`
    const id = rows[0]?.id
    if (layouts.size > 10_000) layouts.clear()
    if (id !== undefined) layouts.set(applicationId, { id, digest, trustedUntil: Date.now() + trustMs })
    return id
  }

  return {
    add: async (points) => {
      const rows = []
      for (const { applicationId, at, values } of points) {
        const { series, numbers } = laidOut(values)
        const layoutId = await layoutOf(applicationId, series)
        if (layoutId === undefined) continue
        rows.push({ application_id: applicationId, at: at.toISOString(), layout_id: layoutId, numbers })
      }
      if (rows.length === 0) return
      await database.$executeRaw`
        INSERT INTO metric_points (application_id, at, layout_id, numbers)
        SELECT given.application_id, given.at, given.layout_id, given.numbers
          FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
            AS given (application_id uuid, at timestamptz, layout_id integer, numbers double precision[])
          JOIN applications ON applications.id = given.application_id
           FOR KEY SHARE OF applications
        ON CONFLICT (application_id, at) DO NOTHING`
    },

    newest: async (applicationId, since) => {
      const [row] = await database.$queryRaw<PointRow[]>`
        SELECT point.application_id AS "applicationId", point.at, layout.series, point.numbers AS values
          FROM metric_points AS point JOIN metric_layouts AS layout ON layout.id = point.layout_id
         WHERE point.application_id = ${applicationId}::uuid AND point.at >= ${since.toISOString()}::timestamptz
         ORDER BY point.at DESC LIMIT 1`
      return row && toPoint(row)
    },

    query: async ({ applicationId, series, from, to, periodSeconds }) => {
      const key = text(seriesKey(series))
      const rows = await database.$queryRaw<{ at: number; sum: number; min: number; max: number; count: number }[]>`
        WITH laid AS MATERIALIZED (
          SELECT id, array_position(series, ${key}::text) AS place
            FROM metric_layouts WHERE application_id = ${applicationId}::uuid AND ${key}::text = ANY (series))
        SELECT bucket AS at, sum(value) AS sum, min(value) AS min, max(value) AS max, count(value)::integer AS count
          FROM (SELECT (floor(extract(epoch FROM point.at) / ${periodSeconds}) * ${periodSeconds})::float8 AS bucket,
                       point.numbers[laid.place] AS value
                  FROM metric_points AS point JOIN laid ON laid.id = point.layout_id
                 WHERE point.application_id = ${applicationId}::uuid
                   AND point.at >= ${from.toISOString()}::timestamptz AND point.at < ${to.toISOString()}::timestamptz) AS found
         WHERE value IS NOT NULL
         GROUP BY bucket ORDER BY bucket`
      return rows.map(({ at, ...rest }) => ({ at: new Date(at * 1000), ...rest }))
    },

    removeBefore: async (moment, limit) => {
      const removed = await database.$executeRaw`
        DELETE FROM metric_points WHERE ctid = ANY (ARRAY(
          SELECT ctid FROM metric_points WHERE at < ${moment.toISOString()}::timestamptz LIMIT ${limit}))`
      if (removed < limit) {
        await database.$executeRaw`
          DELETE FROM metric_layouts AS layout
           WHERE used_at < clock_timestamp() - ${2 * trustMs} * interval '1 millisecond'
             AND NOT EXISTS (SELECT 1 FROM metric_points AS point
                              WHERE point.application_id = layout.application_id AND point.layout_id = layout.id)`
      }
      return removed
    },
  }
}

/** In one order for equal sets, so that a point with the same series has the same layout. The application's own come first. */
export function laidOut(values: MetricPoint['values']): {
  readonly series: readonly string[]
  readonly numbers: readonly number[]
} {
  const depth = ({ task, operator, subtask }: MetricPoint['values'][number]): number =>
    subtask !== undefined ? 3 : operator !== undefined ? 2 : task !== undefined ? 1 : 0
  const unique = new Map(values.map((value) => [text(seriesKey(value)), value]))
  const sorted = [...unique]
    .sort(([a, one], [b, other]) => depth(one) - depth(other) || (a < b ? -1 : 1))
    .slice(0, mostSeries)
  return { series: sorted.map(([key]) => key), numbers: sorted.map(([, { value }]) => value) }
}

const toPoint = ({ applicationId, at, series, values }: PointRow): MetricPoint => ({
  applicationId,
  at,
  values: series.flatMap((key, place) => {
    const value = values[place]
    return value === null || value === undefined ? [] : [{ ...seriesOf(key), value }]
  }),
})
