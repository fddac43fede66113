import type { AuditArchive, AuditRepository, Clock, Ids, Logger, Sleeper } from '@weir/domain'
import { cloudTrailFile } from '@weir/telemetry'
import { type Keeper, startKeeper } from './keeper.ts'

/** Times in milliseconds. */
export interface AuditKeeperDeps {
  readonly audit: AuditRepository
  /** Where files of records go; absent = nowhere. */
  readonly archive?: AuditArchive | undefined
  readonly clock: Clock
  readonly ids: Ids
  readonly sleeper: Sleeper
  readonly logger: Logger
  /** How often records that wait become files. */
  readonly everyMs: number
  /** How long records are kept. */
  readonly keepMs: number
}

/** Records in one file, and files and old records handled before looking up again. */
const limits = { records: 5_000, files: 100, old: 5_000 }

/**
 * Delivers audit records and forgets old ones, until it is stopped. Any number of workers may do so at once: a file is cut before it
 * is delivered and keeps its name and its records, so whoever dies between is followed by one who writes the same file again.
 */
export function startAuditKeeper(deps: AuditKeeperDeps): Keeper {
  const { sleeper, logger, everyMs } = deps
  // A delivery that hangs when we stop is left as if we had died in it: the file is open still and somebody writes it again.
  return startKeeper({ name: 'audit', everyMs, round: () => keepAudit(deps), sleeper, logger })
}

/** One round: cut what waits, deliver what is cut, forget what is old. */
export async function keepAudit(deps: Omit<AuditKeeperDeps, 'sleeper' | 'everyMs'>): Promise<void> {
  const { audit, archive, clock, ids, keepMs } = deps
  if (archive !== undefined) {
    await audit.cutFiles({ now: clock.now(), limit: limits.records, newId: () => ids.uuid() })
    for (const file of await audit.openFiles(limits.files)) {
      const { name, bytes } = cloudTrailFile(file, await audit.recordsOf(file.id))
      await archive.put(name, bytes)
      await audit.delivered(file.id)
    }
  }
  const than = new Date(clock.now().getTime() - keepMs)
  const old = { than, limit: limits.old, onlyDelivered: archive !== undefined }
  while ((await audit.forget(old)) === limits.old);
}
