import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { emptyDirectory } from './empty-directory.ts'

let directory: string
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'weir-empty-'))
  for (const name of ['incoming-1', 'kept']) await writeFile(join(directory, name), 'x')
})
afterEach(() => rm(directory, { recursive: true, force: true }))

it('is rid of what a killed process left there, and of that alone', async () => {
  expect(await emptyDirectory(directory, (name) => name.startsWith('incoming-'))).toBe(directory)
  expect(await readdir(directory)).toEqual(['kept'])
  await emptyDirectory(directory)
  expect(await readdir(directory)).toEqual([])
})

it('need not be there', async () => {
  await expect(emptyDirectory(join(directory, 'none'))).resolves.toBe(join(directory, 'none'))
})
