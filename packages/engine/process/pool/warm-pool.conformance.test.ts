import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { DeploymentRequest, EngineRef } from '@weir/domain'
import { eventually, isRunning } from '../../conformance/engine-harness.ts'
import { createProcessEngineHarness, type ProcessEngineHarness } from '../../conformance/process-engine-harness.ts'
import { listMarkedProcesses } from '../process-table.ts'
import { isMember } from './claims.ts'

const warmPool = { sizes: { 'FLINK-2_2': 1 }, pauseMs: 0, keepMs: 3_600_000 } as const

describe('a warm pool', () => {
  let harness: ProcessEngineHarness
  const said: string[] = []
  const note = (_facts: unknown, message?: string): void => {
    said.push(
      `${message ?? ''} ${JSON.stringify(_facts, (_key, value: unknown) => (value instanceof Error ? String(value.stack) : value))}`,
    )
  }
  const logger = { debug: () => {}, info: note, warn: note, error: note } as never
  beforeAll(async () => {
    harness = await createProcessEngineHarness({
      runtime: 'FLINK-2_2',
      sandbox: 'bubblewrap',
      options: { warmPool, logger },
    })
  })
  afterAll(() => harness.dispose())

  it('x', async () => {
    const t = performance.now()
    while (!said.some((s) => s.includes('is ready') || s.includes('could not'))) {
      await harness.engine.keepWarm!()
      await harness.pause()
    }
    console.log('ready after', performance.now() - t, said)
    console.log(await readdir(harness.clustersDir), (await listMarkedProcesses(harness.clustersDir)).length)
    for (const c of ['jobmanager', 'taskmanager-0']) {
      const d = (await readdir(harness.clustersDir))[0]!
      console.log(await readFile(join(harness.clustersDir, d, 'log', c + '.out'), 'utf8'))
    }
    const request = harness.request()
    const ref = await harness.engine.prepare(request)
    const t1 = performance.now()
    console.log('T', Date.now())
    await harness.engine.launch(request, ref)
    console.log('launched', performance.now() - t1)
    const t2 = performance.now()
    for (;;) {
      const seen = await harness.engine.observe(ref)
      if (isRunning(seen)) break
      if (performance.now() - t2 > 15000) {
        console.log(JSON.stringify(seen))
        break
      }
      await new Promise((r) => setTimeout(r, 20))
    }
    console.log('running', performance.now() - t1, said.slice(1))
    const d = join(harness.clustersDir, request.deploymentId)
    console.log(await harness.jobSettings(ref))
    const { cp } = await import('node:fs/promises')
    await cp(join(d, 'log'), '/tmp/h-pool/log', { recursive: true })
    for (const c of ['jobmanager.out']) {
      console.log(c, (await readFile(join(d, 'log', c), 'utf8')).slice(0, 6000))
    }
    await harness.engine.teardown(ref)
    console.log(await harness.engine.liveDeployments(), (await listMarkedProcesses(harness.clustersDir)).length)
  }, 120000)
})
