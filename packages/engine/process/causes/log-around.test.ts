import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { clusterLayout, type ClusterLayout } from '../cluster-layout.ts'
import { logAround } from './log-around.ts'

let root: string
let layout: ClusterLayout
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'weir-log-around-'))
  layout = clusterLayout(root, 'd')
  await mkdir(layout.log, { recursive: true })
})
afterEach(() => rm(root, { recursive: true }))

const cause = { exception: 'java.lang.IllegalArgumentException: no input', component: 'jobmanager' }
const event = (message: string, ...trace: string[]) =>
  [`2026-01-01 10:00:00,000 INFO  a.Logger [] - ${message}`, ...trace].join('\n')
const write = (component: string, ...events: string[]) =>
  writeFile(join(layout.log, `${component}.log`), `${events.join('\n')}\n`)

it('begins before the event that tells of the cause, however far down its trace the cause is', async () => {
  const frames = Array.from({ length: 30 }, (_, index) => `\tat a.B.c(B.java:${String(index)})`)
  const told = event('failed', 'java.lang.RuntimeException: the pipeline', ...frames, `Caused by: ${cause.exception}`)
  await write('jobmanager', ...Array.from({ length: 40 }, (_, index) => event(`step ${String(index)}`)), told)
  await write('taskmanager-0', event('nothing of it'))
  const [found, ...others] = await logAround(layout, cause)
  expect(others).toEqual([])
  expect(found?.component).toBe('jobmanager')
  expect(found?.lines[0]).toContain('step 28')
  expect(found?.lines.at(-1)).toBe(`Caused by: ${cause.exception}`)
})

it('shows the last lines of the component where no log tells of it', async () => {
  await write('jobmanager', ...Array.from({ length: 40 }, (_, index) => event(`step ${String(index)}`)))
  const [found] = await logAround(layout, cause)
  expect(found?.lines.at(-1)).toContain('step 39')
})
