import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startDoomedParent } from './doomed-parent.ts'
import { lockDataDir } from './single-instance.ts'

let dataDir: string

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'weir-lock-'))
})

afterEach(() => rm(dataDir, { recursive: true, force: true }))

const inAParent = () =>
  startDoomedParent(`
    import { lockDataDir } from './single-instance.ts'
    await lockDataDir(${JSON.stringify(dataDir)})
    report('locked')`)

it('lets one process at a time use a data directory', async () => {
  const parent = await inAParent()
  await expect(lockDataDir(dataDir)).rejects.toThrow(`process ${parent.pid}`)
  await parent.kill()
  const lock = await lockDataDir(dataDir)
  await expect(lockDataDir(dataDir)).rejects.toThrow(`process ${process.pid}`)
  await lock.release()
  await (await lockDataDir(dataDir)).release()
  expect(await readdir(dataDir)).toEqual([])
})

it('takes over the lock of a process whose pid belongs to another now', async () => {
  await writeFile(join(dataDir, 'instance.lock'), JSON.stringify({ pid: process.pid, identity: 'of an earlier boot' }))
  await (await lockDataDir(dataDir)).release()
})

it('takes over a lock that cannot be read', async () => {
  await writeFile(join(dataDir, 'instance.lock'), 'half a')
  await (await lockDataDir(dataDir)).release()
})
