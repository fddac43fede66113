import { startAuditKeeper } from '@weir/app-worker'
import type { Store } from '@weir/domain'
import { createAuditArchive, type S3Access } from '@weir/objects'
import type { Logger } from '@weir/telemetry'
import type { EdgeConfig } from '../settings/edge-config.ts'
import { systemClock, systemIds, systemSleeper } from '../system.ts'

/** Delivers and forgets audit records as the settings say. Returns how to end it. */
export const hostAuditKeeper = ({
  config: { events, keepMs, s3Uri, deliverEveryMs },
  store,
  s3,
  logger,
}: {
  config: EdgeConfig['audit']
  store: Store
  s3: S3Access
  logger: Logger
}): (() => Promise<void>) => {
  const archive = s3Uri === undefined || events === 'none' ? undefined : createAuditArchive(s3Uri, s3)
  const keeper = startAuditKeeper({
    audit: store.audit,
    archive,
    clock: systemClock,
    ids: systemIds,
    sleeper: systemSleeper,
    logger,
    everyMs: deliverEveryMs,
    keepMs,
  })
  return async () => {
    await keeper.stop()
    archive?.close()
  }
}
