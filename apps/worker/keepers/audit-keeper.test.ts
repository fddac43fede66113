import { gunzipSync } from 'node:zlib'
import type { AuditArchive } from '@weir/domain'
import { anAuditRecord, createManualClock, createMemoryStore, createSequentialIds } from '@weir/testkit'
import { keepAudit, startAuditKeeper } from './audit-keeper.ts'

const day = 86_400_000

function aWorld() {
  const clock = createManualClock()
  const { audit } = createMemoryStore({ clock })
  const files = new Map<string, Uint8Array>()
  const puts: string[] = []
  const archive: AuditArchive = {
    put: async (name, bytes) => {
      puts.push(name)
      files.set(name, bytes)
    },
  }
  const logged: string[] = []
  const note = (_fields: object, message: string) => void logged.push(message)
  const logger = { debug: note, info: note, warn: note, error: note }
  const deps = { audit, archive, clock, ids: createSequentialIds(), logger, keepMs: 90 * day }
  const delivered = () =>
    [...files.values()].flatMap((bytes) => {
      const { Records } = JSON.parse(gunzipSync(bytes).toString()) as { Records: { eventID: string }[] }
      return Records.map(({ eventID }) => eventID)
    })
  return { ...deps, deps, files, puts, delivered, logged }
}

it('delivers each record once', async () => {
  const { deps, audit, clock, delivered, puts } = aWorld()
  const records = Array.from({ length: 5 }, () => anAuditRecord({ at: clock.now() }))
  await audit.append(records.slice(0, 3))
  await keepAudit(deps)
  await audit.append(records.slice(3))
  await keepAudit(deps)
  await keepAudit(deps)
  expect(delivered().sort()).toEqual(records.map(({ id }) => id).sort())
  expect(puts).toHaveLength(2)
})

it('writes the same file again when it died before it could note the delivery', async () => {
  const { deps, audit, clock, puts, files, delivered } = aWorld()
  const record = anAuditRecord({ at: clock.now() })
  await audit.append([record])
  const dies = { ...audit, delivered: () => Promise.reject(new Error('killed')) }
  await expect(keepAudit({ ...deps, audit: dies })).rejects.toThrow('killed')
  await clock.advance(300_000)
  await audit.append([anAuditRecord({ at: clock.now() })])
  await keepAudit(deps)
  expect(puts).toHaveLength(3)
  expect(puts[1]).toBe(puts[0])
  expect(files.size).toBe(2)
  expect(delivered().filter((id) => id === record.id)).toHaveLength(1)
})

it('forgets records after their time, but none that was not delivered', async () => {
  const { deps, audit, clock } = aWorld()
  await audit.append([anAuditRecord({ at: clock.now(), eventName: 'Delivered' })])
  await keepAudit(deps)
  await clock.advance(91 * day)
  await audit.append([anAuditRecord({ at: new Date(0), eventName: 'Waiting' })])
  const broken: AuditArchive = { put: () => Promise.reject(new Error('no S3')) }
  await expect(keepAudit({ ...deps, archive: broken })).rejects.toThrow('no S3')
  const left = async () =>
    (
      await audit.find({
        ...anAuditRecord(),
        from: undefined,
        limit: 9,
        eventName: undefined,
        userName: undefined,
        readOnly: undefined,
      })
    ).map(({ eventName }) => eventName)
  expect(await left()).toEqual(['Delivered', 'Waiting'])
  await keepAudit(deps)
  expect(await left()).toEqual([])
})

it('goes on after a failed round until it is stopped', async () => {
  const { deps, audit, clock, logged, puts } = aWorld()
  await audit.append([anAuditRecord({ at: clock.now() })])
  let failures = 1
  const archive: AuditArchive = {
    put: async (...file) => {
      if (failures-- > 0) throw new Error('no S3')
      await deps.archive.put(...file)
    },
  }
  let rounds = 0
  let delivered: () => void = () => undefined
  const twice = new Promise<void>((resolve) => (delivered = resolve))
  const sleeper = {
    sleep: async (_ms: number, signal?: AbortSignal) => {
      if (++rounds < 2) return
      delivered()
      await new Promise<void>((resolve) => signal?.addEventListener('abort', () => resolve()))
    },
  }
  const keeper = startAuditKeeper({ ...deps, archive, sleeper, everyMs: 1_000 })
  await twice
  await keeper.stop()
  expect(logged).toHaveLength(1)
  expect(puts).toHaveLength(1)
})
