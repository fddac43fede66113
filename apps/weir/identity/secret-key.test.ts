import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openSecretBox } from './secret-key.ts'

const text = (fill: number) => Buffer.alloc(32, fill).toString('base64')

let dataDir: string
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'weir-secret-key-'))
})
afterEach(() => rm(dataDir, { recursive: true, force: true }))

it('makes a key that only its owner can read, and finds it again', async () => {
  const sealed = (await openSecretBox({ settings: {}, dataDir })).seal('secret', 'n')
  const file = join(dataDir, 'secret-key')
  expect((await stat(file)).mode & 0o777).toBe(0o600)
  expect(Buffer.from(await readFile(file, 'utf8'), 'base64')).toHaveLength(32)
  expect((await openSecretBox({ settings: {}, dataDir })).open(sealed, 'n')).toBe('secret')
})

it('takes the key from a setting or a file, and the previous one beside it', async () => {
  const file = join(dataDir, 'key')
  await writeFile(file, `${text(1)}\n`)
  const sealed = (await openSecretBox({ settings: { file }, dataDir })).seal('secret', 'n')
  expect((await openSecretBox({ settings: { key: text(1) }, dataDir })).open(sealed, 'n')).toBe('secret')
  const rotated = await openSecretBox({ settings: { key: text(2), previous: text(1) }, dataDir })
  expect(rotated.open(sealed, 'n')).toBe('secret')
})

it.each([
  [{ key: 'short' }, /^WEIR_SECRET_KEY does not give 32 bytes in base64/],
  [{ key: text(1), previous: `${text(1)}!` }, /^WEIR_SECRET_KEY_PREVIOUS does not give 32 bytes/],
  [{ file: '/nowhere/at/all' }, /^WEIR_SECRET_KEY_FILE names a file that cannot be read \(ENOENT/],
])('refuses %j by its name', async (settings, message) => {
  await expect(openSecretBox({ settings, dataDir })).rejects.toThrow(message)
})
