import { execFileSync } from 'node:child_process'
import { chmod, mkdir, mkdtemp, readdir, readFile, rename, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createFileRoot } from './file-root.ts'
import { createCodeStore } from '../code/code-store.ts'
import { parseLocation } from './location.ts'
import { createStateArchive } from './state-archive.ts'

let directory: string
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'weir-objects-'))
})
afterEach(() => rm(directory, { recursive: true, force: true }))

it.each([
  'file:/a/../b',
  'file:relative',
  'file://host/a',
  'file:////a',
  'file:/a/./b',
  'file:/a/',
  'file:/',
  '/a',
  's3://',
  's3:/b/k',
  's3:///b/k',
  's3://b//k',
  's3://b/../c',
  'gs://b/k',
  '',
])('refuses the location %s', (uri) => {
  expect(() => parseLocation(uri)).toThrow(/not a file: or s3: location/)
})

it('reads file: and s3: locations', () => {
  expect(parseLocation('file:/a/b')).toEqual({ kind: 'file', path: '/a/b' })
  expect(parseLocation('file:///a/b')).toEqual({ kind: 'file', path: '/a/b' })
  expect(parseLocation('s3://bucket')).toEqual({ kind: 's3', bucket: 'bucket', key: '' })
  expect(parseLocation('s3://bucket/a/b')).toEqual({ kind: 's3', bucket: 'bucket', key: 'a/b' })
})

it('finds completed checkpoints by number and leaves out what is unfinished', async () => {
  const root = createFileRoot(`file:${directory}`)
  const local = join(directory, 'bytes')
  await writeFile(local, 'x')
  await writeFile(join(directory, 'empty'), '')
  for (const n of [2, 10, 9]) await root.put(`file:${directory}/d/job/chk-${String(n)}/_metadata`, local)
  await root.put(`file:${directory}/d/job/chk-11/_metadata`, join(directory, 'empty'))
  await root.put(`file:${directory}/d/job/shared/a`, local)
  const archive = createStateArchive(root)
  expect((await archive.completed(`file:${directory}/d`)).map((each) => each.checkpointId)).toEqual([10, 9, 2])
  expect(await archive.completed(`file:${directory}/none`)).toEqual([])
  expect(await archive.exists(`file:${directory}/d/job/chk-9`)).toBe(true)
  await archive.remove(`file:${directory}/d`)
  expect(await archive.completed(`file:${directory}/d`)).toEqual([])
  await archive.remove(`file:${directory}/d`)
})

it('never removes anything outside its root', async () => {
  const root = createFileRoot(`file:${directory}/root`)
  await expect(root.remove(`file:${directory}`)).rejects.toThrow(/not below/)
  await expect(root.remove(`file:${directory}/root`)).rejects.toThrow(/not below/)
  await expect(root.remove(`file:${directory}/root/../x`)).rejects.toThrow()
})

it('hands out code only with the bytes its hash names', async () => {
  const root = createFileRoot(`file:${directory}/root`)
  const cacheDir = join(directory, 'cache')
  const code = createCodeStore({ root, cacheDir })
  const bundle = await code.importBytes(Buffer.from('a jar'))
  expect(bundle).toMatchObject({
    size: 5,
    sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    md5: expect.stringMatching(/^[0-9a-f]{32}$/),
  })
  const file = await code.materialize(bundle)
  await writeFile(file, 'tampered')
  expect(await readFile(await code.materialize(bundle), 'utf8')).toBe('a jar')
  await writeFile(join(directory, 'root/code', bundle.sha256), 'tampered')
  await writeFile(file, 'tampered')
  await expect(code.materialize(bundle)).rejects.toThrow(/damaged/)
  await rm(join(directory, 'root/code'), { recursive: true })
  await expect(code.materialize(bundle)).rejects.toThrow(/missing/)
})

it('refuses bundles over the limit', async () => {
  const root = createFileRoot(`file:${directory}/root`)
  const code = createCodeStore({ root, cacheDir: join(directory, 'cache'), maxBytes: 4 })
  await expect(code.importBytes(Buffer.from('a jar'))).rejects.toThrow(/larger than 4 bytes/)
})

it('copies nothing that is behind a link, which an application may have made', async () => {
  const root = createFileRoot(`file:${directory}/root`)
  const archive = createStateArchive(root)
  const from = `${directory}/root/applications/a/savepoint-1`
  await mkdir(from, { recursive: true })
  await writeFile(join(directory, 'secret'), 'secret')
  await writeFile(join(from, '_metadata'), 'x')
  await symlink(join(directory, 'secret'), join(from, 'linked'))
  expect(await root.copy(`file:${from}/linked`, `file:${directory}/root/snapshots/s/linked`)).toBe(false)
  await archive.copy(`file:${from}`, `file:${directory}/root/snapshots/s`)
  expect(await archive.size(`file:${directory}/root/snapshots/s`)).toBe(1)
  await symlink(directory, `${directory}/root/applications/out`)
  const outside = `file:${directory}/root/applications/out/secret`
  expect(await root.copy(outside, `file:${directory}/root/snapshots/s/secret`)).toBe(false)
})

it('reads, lists, writes and removes nothing behind a link', async () => {
  const root = createFileRoot(`file:${directory}/root`)
  const own = `${directory}/root/applications/a`
  const victim = join(directory, 'victim')
  await mkdir(join(victim, 'savepoint-1'), { recursive: true })
  await writeFile(join(victim, 'savepoint-1', '_metadata'), 'secret')
  await mkdir(own, { recursive: true })
  await symlink(victim, join(own, 'snapshots'))
  const place = `file:${own}/snapshots/savepoint-1`
  expect(await root.list(place)).toEqual([])
  expect(await root.list(`file:${own}/snapshots`)).toEqual([])
  expect(await root.list(`file:${own}`)).toEqual([])
  expect(await root.read(`${place}/_metadata`, 100)).toBeUndefined()
  expect(await root.size(`${place}/_metadata`)).toBeUndefined()
  expect(await root.fetch(`${place}/_metadata`, join(directory, 'copied'))).toBe(false)
  await expect(root.put(`${place}/own`, join(victim, 'savepoint-1', '_metadata'))).rejects.toThrow('behind a link')
  await root.remove(place)
  expect(await readFile(join(victim, 'savepoint-1', '_metadata'), 'utf8')).toBe('secret')
  await root.remove(`file:${own}`)
  expect(await readdir(victim)).toEqual(['savepoint-1'])
  expect(await readdir(`${directory}/root/applications`)).toEqual([])
})

it('waits for no pipe and is not lost in folders that are too deep', async () => {
  const root = createFileRoot(`file:${directory}/root`)
  const own = `${directory}/root/applications/a`
  await mkdir(own, { recursive: true })
  execFileSync('mkfifo', [join(own, 'pipe')])
  expect(await root.read(`file:${own}/pipe`, 10)).toBeUndefined()
  expect(await root.size(`file:${own}/pipe`)).toBeUndefined()
  // Deeper than any path can name.
  const levels = '/aaaaaaaaaa'.repeat(300)
  for (const half of ['one', 'two']) {
    await mkdir(`${own}/${half}${levels}`, { recursive: true })
    await writeFile(`${own}/${half}${levels}/x`, '')
  }
  await rename(`${own}/two`, `${own}/one${levels}/two`)
  await chmod(`${own}/one${levels.slice(0, 1100)}`, 0)
  expect((await root.list(`file:${own}`)).length).toBe(0)
  await root.remove(`file:${own}`)
  expect(await readdir(`${directory}/root/applications`)).toEqual([])
})

it('makes directories that its own account alone can read', async () => {
  const root = createFileRoot(`file:${directory}/state`)
  await root.ping()
  const file = join(directory, 'file')
  await writeFile(file, 'x')
  await root.put(`${root.uri}/code/one/file`, file)
  await root.copy(`${root.uri}/code/one/file`, `${root.uri}/other/file`)
  for (const made of ['', 'code', 'code/one', 'other']) {
    expect((await stat(join(directory, 'state', made))).mode & 0o777).toBe(0o700)
  }
})
