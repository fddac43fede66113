import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { SqlToCompile } from '@weir/domain'
import { createSqlCompiler } from './sql-compiler.ts'

let root: string
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'weir-compiler-'))
})
afterEach(() => rm(root, { recursive: true }))

const job = (code: string): SqlToCompile => ({
  applicationName: 'trades',
  code,
  inputs: [],
  outputs: [],
  referenceTables: [],
})

/** Stands for java: answers as the code says, and tells which process it is. */
const standIn = `#!${process.execPath}
const rows = require('node:readline').createInterface({ input: process.stdin })
rows.on('line', (line) => {
  const { id, job: { code } } = JSON.parse(line)
  const say = (answer) => console.log(JSON.stringify({ id, streams: [String(process.pid)], ...answer }))
  console.log('what a library prints')
  if (code === 'hang') return
  if (code === 'die') process.exit(3)
  if (code === 'flood') return setInterval(() => console.log('x'.repeat(1_000_000)), 1)
  if (code === 'fault') say({ fault: 'no planner' })
  if (code === 'environment') say({ streams: Object.keys(process.env) })
  say({ problems: code === 'bad' ? [{ line: 1, column: 2, message: 'found bad' }] : [], blocks: [] })
})
rows.on('close', () => process.exit(0))
`

const compilerOf = async (given: { timeoutMs?: number; idleMs?: number } = {}) => {
  const java = join(root, 'java')
  await writeFile(java, standIn)
  await chmod(java, 0o755)
  const silent = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined }
  return createSqlCompiler({
    java: () => Promise.resolve(java),
    jar: 'kda-sql.jar',
    runtime: () =>
      Promise.resolve({
        runtime: 'FLINK-1_20' as const,
        version: '1.20.5',
        home: root,
        libJars: [],
        pluginsDir: root,
        optDir: root,
      }),
    logger: silent,
    ...given,
  })
}

it('asks one process, one question after another', async () => {
  const compiler = await compilerOf()
  const [good, bad] = await Promise.all([compiler.check(job('good')), compiler.check(job('bad'))])
  expect(good.problems).toEqual([])
  expect(bad).toEqual({ problems: [{ line: 1, column: 2, message: 'found bad' }], streams: good.streams })
  await compiler.close()
  await expect(compiler.check(job('good'))).rejects.toThrow('The service stops')
})

it.each([
  ['ends', 'die', /ended with 3/],
  ['does not answer', 'hang', /did not answer within/],
  ['answers without end', 'flood', /answers without end/],
  ['has a fault of its own', 'fault', /no planner/],
])('is not available when its process %s, and again at the next question', async (_, code, message) => {
  const compiler = await compilerOf({ timeoutMs: code === 'hang' ? 200 : 600_000 })
  const refused = compiler.check(job(code))
  await expect(refused).rejects.toThrow(message)
  await expect(refused).rejects.toMatchObject({ name: 'CompilerUnavailableError' })
  await compiler.close()
  const next = await compilerOf()
  await expect(next.check(job('die'))).rejects.toThrow()
  expect((await next.check(job('good'))).problems).toEqual([])
  await next.close()
})

it('ends its process when nobody asks', async () => {
  const compiler = await compilerOf({ idleMs: 1 })
  const [first] = (await compiler.check(job('good'))).streams
  await until(() => !lives(Number(first)))
  const [second] = (await compiler.check(job('good'))).streams
  expect(second).not.toBe(first)
  await compiler.close()
})

it('shows its process nothing of its own environment', async () => {
  const compiler = await compilerOf()
  const { streams } = await compiler.check(job('environment'))
  expect(streams.filter((name) => !name.startsWith('__'))).toEqual(
    expect.arrayContaining(['PATH', 'HOME', 'LANG', 'TZ']),
  )
  expect(streams).not.toContain('NODE_OPTIONS')
  await compiler.close()
})

const lives = (pid: number): boolean => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

const until = async (holds: () => boolean): Promise<void> => {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 5))
}
