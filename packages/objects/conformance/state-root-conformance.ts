import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type CodeBundle, CodeUnavailableError, StateMissingError, stateLayout } from '@weir/domain'
import { createCodeStore } from '../code/code-store.ts'
import { createStateArchive } from '../state/state-archive.ts'
import type { StateRoot } from '../state/state-root.ts'

/** What is kept below the state root, whatever kind it is of: checkpoints and savepoints that Flink writes, and code. */
export function describeStateRoot(name: string, underTest: () => StateRoot): void {
  describe(`state root: ${name}`, () => {
    let root: StateRoot
    let directory: string
    beforeEach(async () => {
      root = underTest()
      directory = await mkdtemp(join(tmpdir(), 'weir-objects-'))
      await root.ping()
    })
    afterEach(() => rm(directory, { recursive: true, force: true }))

    const write = async (uri: string, bytes: string | Uint8Array): Promise<void> => {
      const file = join(directory, 'bytes')
      await writeFile(file, bytes)
      await root.put(uri, file)
    }

    describe('archive', () => {
      it('finds completed points at any depth, newest first, and nothing unfinished', async () => {
        const archive = createStateArchive(root)
        const below = `${root.uri}/applications/find/deployments/d/checkpoints`
        for (const n of [2, 10, 9]) await write(`${below}/job/chk-${n}/_metadata`, 'x')
        await write(`${below}/job/chk-11/_metadata`, '')
        await write(`${below}/job/chk-12/other`, 'x')
        await write(`${below}/job/shared/state`, 'x')
        await write(`${root.uri}/applications/find/deployments/other/checkpoints/job/chk-99/_metadata`, 'x')
        const points = await archive.completed(below)
        expect(points.map(({ location }) => location)).toEqual([10, 9, 2].map((n) => `${below}/job/chk-${n}`))
        expect(points[0]).toMatchObject({ kind: 'checkpoint', checkpointId: 10, completedAt: expect.any(Date) })
        expect(await archive.exists(`${below}/job/chk-10`)).toBe(true)
        expect(await archive.exists(`${below}/job/chk-11`)).toBe(false)
        expect(await archive.exists(`${below}/job/chk-13`)).toBe(false)
      })

      it('finds savepoints, and nothing where nothing is', async () => {
        const archive = createStateArchive(root)
        const below = `${root.uri}/applications/save/snapshots/trigger`
        expect(await archive.completed(below)).toEqual([])
        await write(`${below}/savepoint-abc-123/_metadata`, 'x')
        expect(await archive.completed(below)).toEqual([
          { location: `${below}/savepoint-abc-123`, kind: 'savepoint', completedAt: expect.any(Date) },
        ])
      })

      it('reads the beginning of an object, of an empty one nothing, and knows a missing one', async () => {
        const place = `${root.uri}/applications/read/object`
        expect(await root.read(place, 10)).toBeUndefined()
        await write(place, 'abcdef')
        expect((await root.read(place, 3))?.toString()).toBe('abc')
        expect((await root.read(place, 100))?.toString()).toBe('abcdef')
        await write(place, '')
        expect(await root.read(place, 3)).toHaveLength(0)
      })

      it('removes everything below a place and nothing beside it', async () => {
        const archive = createStateArchive(root)
        const [one, ten] = [`${root.uri}/applications/1`, `${root.uri}/applications/10`]
        for (let n = 1; n <= 30; n += 1) await write(`${one}/job/chk-${n}/_metadata`, 'x')
        await write(`${ten}/job/chk-1/_metadata`, 'x')
        await archive.remove(one)
        expect(await archive.completed(one)).toEqual([])
        expect(await archive.completed(ten)).toHaveLength(1)
        await archive.remove(one)
      })

      it('copies a savepoint, and goes on where a copy broke off', async () => {
        const archive = createStateArchive(root)
        const [from, to] = [`${root.uri}/applications/copy/snapshots/t/savepoint-1`, `${root.uri}/snapshots/copied`]
        await write(`${from}/data file+1`, 'state')
        await write(`${from}/_metadata`, 'metadata')
        expect(await archive.copy(from, to)).toBe(13)
        expect(await archive.exists(to)).toBe(true)
        expect(await archive.size(to)).toBe(13)
        await archive.removePoint(to)
        expect(await archive.size(to)).toBe(0)
        await write(`${to}/data file+1`, 'stat')
        expect(await archive.exists(to)).toBe(false)
        expect(await archive.copy(from, to)).toBe(13)
        expect(await archive.copy(from, to)).toBe(13)
        await root.fetch(`${to}/data file+1`, join(directory, 'copied'))
        expect(await readFile(join(directory, 'copied'), 'utf8')).toBe('state')
      })

      it('copies no savepoint that has lost its metadata, or is not there', async () => {
        const archive = createStateArchive(root)
        const from = `${root.uri}/applications/broken/snapshots/t/savepoint-1`
        const to = `${root.uri}/snapshots/broken`
        await expect(archive.copy(from, to)).rejects.toThrow(StateMissingError)
        await write(`${from}/data`, 'state')
        await expect(archive.copy(from, to)).rejects.toThrow(StateMissingError)
        expect(await archive.exists(to)).toBe(false)
      })

      it('removes nothing outside the root, nor the root', async () => {
        const archive = createStateArchive(root)
        await expect(archive.remove(root.uri)).rejects.toThrow('not below')
        await expect(archive.remove(`${root.uri}-beside/x`)).rejects.toThrow('not below')
        await expect(archive.remove(`${root.uri}/../x`)).rejects.toThrow('not a file: or s3: location')
        await expect(archive.exists('file:/elsewhere/savepoint')).rejects.toThrow('not below')
      })
    })

    describe('code', () => {
      const bytes = Buffer.alloc(3 * 1024 * 1024, 'a jar ')
      const hash = (algorithm: string): string => createHash(algorithm).update(bytes).digest('hex')
      const onHost = (host: string) => createCodeStore({ root, cacheDir: join(directory, host) })
      const stored = (bundle: CodeBundle): string => stateLayout.code(root.uri, bundle.sha256)

      it('is kept by its hash and handed out on every host', async () => {
        const bundle = await onHost('host-1').importBytes(bytes)
        expect(bundle).toEqual({ sha256: hash('sha256'), md5: hash('md5'), size: bytes.length })
        expect(await onHost('host-1').importBytes(bytes)).toEqual(bundle)
        const files = await Promise.all([1, 2, 3].map(() => onHost('host-2').materialize(bundle)))
        for (const file of files) expect((await readFile(file)).equals(bytes)).toBe(true)
      })

      it('is fetched again when the copy on the host is damaged', async () => {
        const code = onHost('host-1')
        const bundle = await code.importBytes(bytes)
        const file = await code.materialize(bundle)
        await writeFile(file, 'tampered')
        expect((await readFile(await code.materialize(bundle))).equals(bytes)).toBe(true)
      })

      it('is never handed out when the stored copy is not what its hash names', async () => {
        const bundle = await onHost('host-1').importBytes(bytes)
        await write(stored(bundle), 'tampered')
        await expect(onHost('host-2').materialize(bundle)).rejects.toThrow(CodeUnavailableError)
        await onHost('host-3').importBytes(bytes) // mends what was cut off
        expect((await readFile(await onHost('host-2').materialize(bundle))).equals(bytes)).toBe(true)
        await root.remove(stored(bundle))
        await expect(onHost('host-4').materialize(bundle)).rejects.toThrow('missing')
      })
    })
  })
}
