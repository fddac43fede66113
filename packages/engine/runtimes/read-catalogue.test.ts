import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { releaseName, runtimeCatalogue, type RuntimeRelease } from './catalogue.ts'
import { readCatalogue } from './read-catalogue.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'weir-catalogue-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const ours = runtimeCatalogue.find(({ runtime }) => runtime === 'FLINK-2_2') as RuntimeRelease
const read = async (...entries: unknown[]): Promise<readonly RuntimeRelease[]> => {
  const file = join(folder, 'releases.json')
  await writeFile(file, JSON.stringify(entries))
  return readCatalogue(file)
}

it('puts a release in the place of ours and leaves the others', async () => {
  const newer = { ...ours, flinkVersion: '2.2.9', revision: 2 }
  const found = await read(newer)
  expect(found.find(({ runtime }) => runtime === 'FLINK-2_2')).toEqual(newer)
  expect(found.filter(({ runtime }) => runtime !== 'FLINK-2_2')).toEqual(
    runtimeCatalogue.filter(({ runtime }) => runtime !== 'FLINK-2_2'),
  )
  expect(releaseName(newer)).toBe('2.2.9-r2')
  expect(releaseName(ours)).toBe(ours.flinkVersion)
})

it.each<[string, object, RegExp]>([
  ['a runtime that is not known', { runtime: 'FLINK-9_9' }, /runtime must be one of/],
  ['no version', { flinkVersion: 'newest' }, /flinkVersion/],
  ['another minor version', { flinkVersion: '2.3.0' }, /FLINK-2_2 is Flink 2.2, not 2.3/],
  ['a revision that is no number', { revision: 'x' }, /revision/],
  ['an option in place of a package', { s3Plugin: { ...ours.s3Plugin, coordinates: '-rfile' } }, /coordinates/],
  ['no checksum', { distribution: { ...ours.distribution, sha256: 'f' } }, /distribution\.sha256/],
  ['a root outside of the archive', { distribution: { ...ours.distribution, root: '../x' } }, /distribution\.root/],
])('refuses %s', async (_, change, message) => {
  await expect(read({ ...ours, ...change })).rejects.toThrow(message)
})
