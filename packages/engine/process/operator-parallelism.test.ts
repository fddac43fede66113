import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readOperatorParallelism, requireSeparable } from './operator-parallelism.ts'

const [source, keyed, other] = ['a', 'b', 'c'].map((letter) => letter.repeat(32)) as [string, string, string]

let directory: string
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'weir-parallelism-'))
})
afterEach(() => rm(directory, { recursive: true, force: true }))

const read = async (...lines: string[]) => {
  const file = join(directory, 'noted')
  await writeFile(file, lines.map((line) => `${line}\n`).join(''))
  return readOperatorParallelism(file)
}

it('knows the vertices that are to be left alone', async () => {
  const noted = await read(`${source} 1 fixed`, `${keyed} 1 free`)
  expect([...noted.fixed]).toEqual([source])
  requireSeparable(noted, [source, keyed], 1)
})

it('refuses where one follows the other, as long as both have the same parallelism', async () => {
  const noted = await read(`${source} 1 fixed`, `${keyed} 1 tied`)
  expect(() => requireSeparable(noted, [source], 1)).toThrow(/gives an operator the parallelism 1/)
  requireSeparable(noted, [source], 2)
})

it('refuses what it does not know', async () => {
  const noted = await read(`${source} 1 fixed`, `${keyed} 1 free`)
  expect(() => requireSeparable(noted, [source, keyed, other], 1)).toThrow(/not known/)
  await expect(read()).rejects.toThrow(/not known/)
  await expect(read(`${source} 1 fixed`, '1,2')).rejects.toThrow(/not known/)
  await expect(readOperatorParallelism(join(directory, 'nothing'))).rejects.toThrow(/not known/)
})
