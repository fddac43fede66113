import { execFileSync } from 'node:child_process'
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readPlainFile } from './read-plain-file.ts'

let directory: string
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'weir-plain-'))
})
afterEach(() => rm(directory, { recursive: true, force: true }))

it('reads what a program has written', async () => {
  await writeFile(join(directory, 'file'), 'naïve')
  await writeFile(join(directory, 'empty'), '')
  expect(await readPlainFile(join(directory, 'file'))).toBe('naïve')
  expect(await readPlainFile(join(directory, 'empty'))).toBe('')
  expect(await readPlainFile(join(directory, 'none'))).toBeUndefined()
})

it('follows no link, waits for no pipe and reads nothing endless', async () => {
  await writeFile(join(directory, 'secret'), 'secret')
  await symlink(join(directory, 'secret'), join(directory, 'link'))
  await symlink('/dev/zero', join(directory, 'endless'))
  execFileSync('mkfifo', [join(directory, 'pipe')])
  for (const name of ['link', 'endless', 'pipe', '.']) {
    expect(await readPlainFile(join(directory, name))).toBeUndefined()
  }
  expect(await readPlainFile(join(directory, 'secret'), 5)).toBeUndefined()
})
