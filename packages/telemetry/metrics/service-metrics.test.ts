import type { IncomingMessage } from 'node:http'
import { readFile } from 'node:fs/promises'
import { type MeasuredApplication, msfMetrics } from '@weir/domain'
import { anApplication, createManualClock } from '@weir/testkit'
import { Registry } from 'prom-client'
import { applicationGauges, prometheusName } from './application-gauges.ts'
import { mayScrape } from './may-scrape.ts'
import { createServiceMetrics } from './service-metrics.ts'

const logger = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }
const clock = createManualClock()
const census = async () => ({
  outbox: 3,
  workers: [{ host: 'w-1', silentSeconds: 1.5, leases: 7 }],
  applications: [{ status: 'RUNNING', count: 2 }],
})
const measured = (name: string, values: MeasuredApplication['point']['values']): MeasuredApplication => {
  const application = anApplication({ name })
  return { application, point: { applicationId: application.id, at: clock.now(), values } }
}

it('tells what the service does, in the text format', async () => {
  const metrics = createServiceMetrics({ census, clock, logger, staleMs: 60_000 })
  metrics.request('StartApplication', 200, 0.02)
  metrics.pass('failed', 1)
  metrics.operationEnded('UpdateApplication', 'FAILED')
  metrics.cloudWatch('sent', 12)
  metrics.applications([measured('a', [{ metric: 'KPUs', value: 4 }])])
  const lines = (await metrics.text()).split('\n')
  expect(lines).toEqual(
    expect.arrayContaining([
      'weir_api_requests_total{action="StartApplication",status="200"} 1',
      'weir_api_request_duration_seconds_bucket{le="0.025",action="StartApplication"} 1',
      'weir_reconcile_passes_total{outcome="failed"} 1',
      'weir_reconcile_passes_total{outcome="done"} 0',
      'weir_operations_total{operation="UpdateApplication",status="FAILED"} 1',
      'weir_cloudwatch_datums_total{outcome="sent"} 12',
      'weir_outbox_depth 3',
      'weir_leases_held{host="w-1"} 7',
      'weir_worker_silence_seconds{host="w-1"} 1.5',
      'weir_applications{status="RUNNING"} 2',
      'weir_application_kpus{application="a",account="123456789012",region="us-east-1"} 4',
    ]),
  )
  expect(metrics.contentType).toMatch(/^text\/plain; version=0\.0\.4/)
})

it('goes on telling when the database does not answer', async () => {
  const metrics = createServiceMetrics({
    census: () => Promise.reject(new Error('no database')),
    clock,
    logger,
    staleMs: 60_000,
  })
  await metrics.text()
  const text = await metrics.text()
  expect(text).toMatch(/^weir_census_failures_total [12]$/m)
  expect(text).not.toMatch(/^weir_outbox_depth /m)
})

it('bounds how much it tells, applications before their parts, and forgets what is stale', async () => {
  const registry = new Registry()
  const gauges = applicationGauges({ registry, clock, staleMs: 1_000, most: 3 })
  const parts = [
    { metric: 'numRecordsIn', value: 1 },
    { metric: 'numRecordsIn', task: 't', value: 2 },
    { metric: 'numRecordsIn', task: 't', operator: 'o', value: 3 },
    { metric: 'numRecordsIn', task: 't', subtask: 0, value: 4 },
  ]
  gauges.take([measured('a', parts), measured('b', parts)])
  const series = async () => {
    gauges.refresh()
    return (await registry.metrics()).split('\n').filter((line) => line.startsWith('weir_application_num'))
  }
  const label = (application: string, more = '') =>
    `weir_application_num_records_in{application="${application}",account="123456789012",region="us-east-1"${more}}`
  expect(await series()).toEqual([`${label('a')} 1`, `${label('b')} 1`, `${label('a', ',task="t"')} 2`])
  expect(await registry.metrics()).toContain('weir_application_series_dropped 3')
  await clock.advance(1_001)
  expect(await series()).toEqual([])
})

describe('who may read it', () => {
  const asks = (headers: Record<string, string>, remoteAddress = '127.0.0.1') =>
    ({ headers: { host: 'localhost:4580', ...headers }, socket: { remoteAddress } }) as unknown as IncomingMessage

  it('is who shows the token, from wherever', () => {
    const token = '0123456789abcdef'
    expect(mayScrape(asks({ authorization: `Bearer ${token}` }, '10.0.0.7'), token)).toBe(true)
    expect(mayScrape(asks({ authorization: `Bearer ${token}x` }), token)).toBe(false)
    expect(mayScrape(asks({}), token)).toBe(false)
  })

  it('is this machine where there is no token, and nobody for whom it speaks', () => {
    expect(mayScrape(asks({}), undefined)).toBe(true)
    expect(mayScrape(asks({ host: '[::1]:4580' }, '::1'), undefined)).toBe(true)
    expect(mayScrape(asks({}, '::ffff:127.0.0.1'), undefined)).toBe(true)
    expect(mayScrape(asks({}, '10.0.0.7'), undefined)).toBe(false)
    expect(mayScrape(asks({ 'x-forwarded-for': '10.0.0.7' }), undefined)).toBe(false)
    expect(mayScrape(asks({ host: 'rebound.example' }), undefined)).toBe(false)
  })
})

it.each(['prometheus/weir-alerts.yml', 'grafana/weir.json'])('%s names only metrics that there are', async (file) => {
  const text = await readFile(new URL(`../../../deploy/${file}`, import.meta.url), 'utf8')
  const metrics = createServiceMetrics({ census, clock, logger, staleMs: 60_000 })
  const told = new Set(
    [...(await metrics.text()).matchAll(/^# TYPE (\S+) (\S+)/gm)].flatMap(([, name = '', type]) =>
      type === 'histogram' ? [`${name}_bucket`, `${name}_sum`, `${name}_count`] : [name],
    ),
  )
  const named = [...new Set(text.match(/\bweir_[a-z_]+/g))]
  expect(named.length).toBeGreaterThan(5)
  expect(named.filter((name) => !told.has(name))).toEqual([])
  expect(msfMetrics.filter(({ name }) => !told.has(prometheusName(name)))).toEqual([])
})
