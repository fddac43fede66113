import { mkdtemp, rename, rm, symlink, writeFile, appendFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type LogStart, type PlacedLine, readComponentLog } from './component-log.ts'

let directory: string
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'weir-component-'))
})
afterEach(() => rm(directory, { recursive: true }))

const line = (time: number, text = ''): string => `{"timestamp":${time},"message":"${text}"}\n`
const file = (name: string): string => join(directory, name)
const read = async (start?: LogStart, at?: (line: PlacedLine) => Promise<void>): Promise<readonly PlacedLine[]> => {
  const lines: PlacedLine[] = []
  for await (const each of readComponentLog({ directory, component: 'jobmanager', start })) {
    lines.push(each)
    await at?.(each)
  }
  return lines
}
const times = (lines: readonly PlacedLine[]): readonly number[] =>
  lines.map(({ text }) => Number(/\d+/.exec(text)?.[0]))

it('reads the files of a component in their order and no other', async () => {
  await writeFile(file('jobmanager.log.10'), line(3) + line(4))
  await writeFile(file('jobmanager.log.9'), line(1) + line(2))
  await writeFile(file('jobmanager.log'), line(5) + line(6).slice(0, 10))
  await writeFile(file('taskmanager-1.log'), line(7))
  await writeFile(file('jobmanager.log.x'), line(8))
  expect(times(await read())).toEqual([1, 2, 3, 4, 5])
})

it('goes on behind a cursor, whatever its file is called by then', async () => {
  await writeFile(file('jobmanager.log'), line(1) + line(2))
  const [first, second] = await read()
  if (first === undefined || second === undefined) throw new Error('two lines')
  await rename(file('jobmanager.log'), file('jobmanager.log.1'))
  await writeFile(file('jobmanager.log'), line(3))
  expect(times(await read({ cursor: first.cursor }))).toEqual([2, 3])
  expect(times(await read({ cursor: second.cursor }))).toEqual([3])
  await rm(file('jobmanager.log.1'))
  expect(times(await read({ cursor: first.cursor }))).toEqual([3])
})

it('leaves nothing out when files are rotated while it reads', async () => {
  await writeFile(file('jobmanager.log'), line(1))
  let rotations = 0
  const lines = await read(undefined, async () => {
    if (rotations >= 5) return
    rotations += 1
    await appendFile(file('jobmanager.log'), line(rotations * 10))
    await rename(file('jobmanager.log'), file(`jobmanager.log.${rotations}`))
    await writeFile(file('jobmanager.log'), line(rotations * 10 + 1))
  })
  expect([...times(lines)].sort((a, b) => a - b)).toEqual([1, 10, 11, 20, 21, 30, 31, 40, 41, 50, 51])
})

it('finds a time in large files without reading what lies before', async () => {
  const block = (from: number): string =>
    Array.from({ length: 20_000 }, (_, n) => line(from + n * 10, 'x'.repeat(100))).join('')
  await writeFile(file('jobmanager.log.1'), block(1_000_000))
  await writeFile(file('jobmanager.log'), block(2_000_000))
  const lines = await read({ time: 2_150_000 })
  expect(times(lines)).toContain(2_150_000)
  expect(times(lines).at(-1)).toBe(2_199_990)
  expect(lines.length).toBeLessThan(15_000)
  expect(times(await read({ time: 1_199_000 }))[0]).toBeLessThan(1_199_000)
})

it('does not follow links, and cuts a line without end', async () => {
  await writeFile(file('secret'), line(1))
  await symlink(file('secret'), file('jobmanager.log'))
  expect(await read()).toEqual([])
  await rm(file('jobmanager.log'))
  await writeFile(file('jobmanager.log'), `${'x'.repeat(1_000_000)}\n${line(2)}`)
  const [long, next] = await read()
  expect(long?.text).toHaveLength(256 * 1024)
  expect(next?.text).toBe(line(2).trim())
})
