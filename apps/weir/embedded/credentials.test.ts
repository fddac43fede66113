import { mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { generateKey, provideCredentials } from './credentials.ts'

let dataDir: string

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'weir-credentials-'))
})

afterEach(() => rm(dataDir, { recursive: true, force: true }))

it('writes a key that only the owner can read, and finds it again', async () => {
  const first = await provideCredentials({ dataDir: join(dataDir, 'new') })
  expect(first.accessKeyId).toMatch(/^AKIA[A-Z2-7]{16}$/)
  expect(first.secretAccessKey).toMatch(/^[A-Za-z0-9+]{40}$/)
  expect((await stat(first.file)).mode & 0o777).toBe(0o600)
  expect(await readdir(join(dataDir, 'new'))).toEqual(['credentials'])
  expect(await readFile(first.file, 'utf8')).toBe(
    `[default]\naws_access_key_id = ${first.accessKeyId}\naws_secret_access_key = ${first.secretAccessKey}\n`,
  )
  expect(await provideCredentials({ dataDir: join(dataDir, 'new'), given: generateKey() })).toEqual({
    ...first,
    fresh: false,
  })
  expect(first.fresh).toBe(true)
})

it('installs a given key at the first start', async () => {
  const given = generateKey()
  expect(await provideCredentials({ dataDir, given })).toMatchObject(given)
})

it('reads the default profile of a file with others', async () => {
  await writeFile(
    join(dataDir, 'credentials'),
    '[other]\naws_access_key_id=AKIAOTHER\n[default]\naws_access_key_id=AKIAMINE\naws_secret_access_key=s3cr3t==\n',
    { mode: 0o644 },
  )
  expect(await provideCredentials({ dataDir })).toMatchObject({ accessKeyId: 'AKIAMINE', secretAccessKey: 's3cr3t==' })
  expect((await stat(join(dataDir, 'credentials'))).mode & 0o777).toBe(0o600)
})

it('stops at a file without a key instead of locking its holder out', async () => {
  await writeFile(join(dataDir, 'credentials'), '[default]\n')
  await expect(provideCredentials({ dataDir })).rejects.toThrow(/no \[default\] profile/)
})
