import { randomUUID } from 'node:crypto'
import type { MetricPoint, MetricValue, Store } from '@weir/domain'
import type { StoreUnderTest } from './store-under-test.ts'
import { at, withApplication } from './subject.ts'

const task = 'Source: "a" -> Map, \u{1F600}'

/** The recent past of what was measured. */
export function describeMetrics(underTest: () => StoreUnderTest): void {
  let store: Store
  let applicationId: string
  beforeEach(async () => {
    ;({ store, applicationId } = await withApplication(underTest()))
  })
  const point = (second: number, ...values: MetricValue[]): MetricPoint => ({ applicationId, at: at(second), values })
  const query = (metric: string, given: { from?: number; to?: number; periodSeconds?: number; task?: string } = {}) =>
    store.metrics.query({
      applicationId,
      series: { metric, ...(given.task !== undefined && { task: given.task }) },
      from: at(given.from ?? 0),
      to: at(given.to ?? 3_600),
      periodSeconds: given.periodSeconds ?? 60,
    })

  describe('metrics', () => {
    it('puts values into buckets, whatever else was measured at the same moments', async () => {
      const late = point(59, { metric: 'uptime', value: 59_000 }, { metric: 'KPUs', value: 5 })
      await store.metrics.add([
        point(0, { metric: 'KPUs', value: 1 }, { metric: 'uptime', value: 0 }),
        point(15, { metric: 'KPUs', value: 2.5 }),
        late,
        point(60, { metric: 'KPUs', value: 7 }),
      ])
      await store.metrics.add([late])
      expect(await query('KPUs')).toEqual([
        { at: at(0), sum: 8.5, min: 1, max: 5, count: 3 },
        { at: at(60), sum: 7, min: 7, max: 7, count: 1 },
      ])
      expect(await query('uptime', { periodSeconds: 15 })).toEqual([
        { at: at(0), sum: 0, min: 0, max: 0, count: 1 },
        { at: at(45), sum: 59_000, min: 59_000, max: 59_000, count: 1 },
      ])
      expect(await query('KPUs', { from: 15, to: 60 })).toEqual([{ at: at(0), sum: 7.5, min: 2.5, max: 5, count: 2 }])
      expect(await query('downtime')).toEqual([])
    })

    it('tells parts of an application apart', async () => {
      const records = (value: number, part: Omit<MetricValue, 'metric' | 'value'> = {}): MetricValue => ({
        metric: 'numRecordsIn',
        value,
        ...part,
      })
      const parts = [
        records(5),
        records(3, { task }),
        records(2, { task, operator: 'Map' }),
        records(1, { task, subtask: 0 }),
      ]
      await store.metrics.add([point(1, ...parts, { metric: 'numRecordsInPerSecond', value: 9 })])
      expect(await query('numRecordsIn')).toMatchObject([{ sum: 5 }])
      expect(await query('numRecordsIn', { task })).toMatchObject([{ sum: 3 }])
      expect((await store.metrics.newest(applicationId, at(0)))?.values).toHaveLength(5)
      expect((await store.metrics.newest(applicationId, at(0)))?.values).toEqual(expect.arrayContaining(parts))
    })

    it('gives the newest point whole, unless it is too old', async () => {
      expect(await store.metrics.newest(applicationId, at(0))).toBeUndefined()
      await store.metrics.add([point(1, { metric: 'KPUs', value: 1 }), point(9, { metric: 'uptime', value: 1.5e12 })])
      expect(await store.metrics.newest(applicationId, at(9))).toEqual(point(9, { metric: 'uptime', value: 1.5e12 }))
      expect(await store.metrics.newest(applicationId, at(10))).toBeUndefined()
    })

    it('takes a batch in which one application is gone, and forgets with the application', async () => {
      const gone = { ...point(1, { metric: 'KPUs', value: 1 }), applicationId: randomUUID() }
      await store.metrics.add([gone, point(1, { metric: 'KPUs', value: 1 })])
      expect(await query('KPUs')).toHaveLength(1)
      await store.applications.remove(applicationId)
      expect(await store.metrics.newest(applicationId, at(0))).toBeUndefined()
      await store.metrics.add([point(2, { metric: 'KPUs', value: 1 })])
      expect(await store.metrics.newest(applicationId, at(0))).toBeUndefined()
    })

    it('removes old points a few at a time', async () => {
      // Before all other tests' points: those of every application are removed.
      await store.metrics.add([-9, -8, -7].map((second) => point(second, { metric: 'KPUs', value: 1 })))
      await store.metrics.add([point(1, { metric: 'KPUs', value: 1 })])
      expect(await store.metrics.removeBefore(at(-5), 2)).toBe(2)
      expect(await store.metrics.removeBefore(at(-5), 2)).toBe(1)
      expect(await query('KPUs', { from: -10 })).toMatchObject([{ at: at(0), count: 1 }])
    })
  })

  describe('the census', () => {
    it('counts wake-ups, leases and applications', async () => {
      const host = randomUUID()
      await store.workers.beat(host)
      await store.leases.claim(applicationId, host, 60_000)
      await store.outbox.add(applicationId)
      const { outbox, workers, applications } = await store.census()
      expect(outbox).toBeGreaterThan(0)
      const [mine] = workers.filter((each) => each.host === host)
      expect(mine).toMatchObject({ leases: 1 })
      expect(mine?.silentSeconds).toBeGreaterThanOrEqual(0)
      expect(applications.find(({ status }) => status === 'READY')?.count).toBeGreaterThan(0)
      await store.workers.leave(host)
      await store.outbox.remove((await store.outbox.pending(1_000)).map(({ id }) => id))
    })
  })
}
