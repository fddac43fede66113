import { setTimeout as pause } from 'node:timers/promises'
import type { AuditLog, AuditRecord, AuditRepository, Logger } from '@weir/domain'

/** How the writer trades work for waiting. */
export interface AuditWriterSettings {
  /** Most records in one insert. */
  readonly batch: number
  /** Records that nobody waits for are gathered so long. */
  readonly gatherMs: number
  /** Most records in memory; beyond them a record goes to the service's log instead. */
  readonly most: number
  /** Longest that a call waits for its record. */
  readonly patienceMs: number
  /** Longest that a stop waits for what is left. */
  readonly closeMs: number
}

export interface AuditWriter extends AuditLog {
  /** Writes what is left; what the database does not take then goes to the service's log. */
  close(): Promise<void>
}

const defaults: AuditWriterSettings = { batch: 500, gatherMs: 50, most: 20_000, patienceMs: 3_000, closeMs: 8_000 }

/**
 * Writes records in batches: while one insert is on its way the next one fills, so that a busy service makes few of them. A failed
 * insert is tried again; ids make that safe.
 */
export function createAuditWriter(deps: {
  readonly audit: Pick<AuditRepository, 'append'>
  readonly logger: Logger
  readonly settings?: Partial<AuditWriterSettings>
}): AuditWriter {
  const { audit, logger } = deps
  const settings = { ...defaults, ...deps.settings }
  const waiting: { record: AuditRecord; written: () => void }[] = []
  let urgent: (() => void) | undefined
  let writing: Promise<void> | undefined
  let closed = false

  const toTheLog = (record: AuditRecord, reason: string): void => {
    logger.warn({ audit: record.event, reason }, 'an audit record is kept here because the database did not take it')
  }

  /** Resolves when somebody waits for a record, when a batch is full, or when enough time was given to gather one. */
  const gather = async (): Promise<void> => {
    if (settings.gatherMs === 0 || closed || waiting.length >= settings.batch) return
    const enough = new AbortController()
    urgent = () => {
      enough.abort()
    }
    await pause(settings.gatherMs, undefined, { signal: enough.signal }).catch(() => undefined)
    urgent = undefined
  }

  const writeBatch = async (failures: number): Promise<number> => {
    const batch = waiting.slice(0, settings.batch)
    try {
      await audit.append(batch.map(({ record }) => record))
    } catch (error) {
      if (failures === 0) logger.error({ err: error, records: waiting.length }, 'audit records cannot be written')
      await pause(Math.min(2_000, 100 * 2 ** failures))
      return failures + 1
    }
    waiting.splice(0, batch.length)
    for (const { written } of batch) written()
    return 0
  }

  const write = async (): Promise<void> => {
    await gather()
    for (let failures = 0; waiting.length > 0;) failures = await writeBatch(failures)
    writing = undefined
  }

  return {
    record: async (record, { durable }) => {
      if (closed || waiting.length >= settings.most) {
        toTheLog(record, closed ? 'stopping' : 'too many wait')
        return
      }
      const done = new Promise<void>((resolve) => waiting.push({ record, written: resolve }))
      writing ??= write()
      if (waiting.length >= settings.batch || durable) urgent?.()
      // Callers slow down while the database does: memory is bounded by their number.
      if (durable || waiting.length >= settings.most / 2) await within(done, settings.patienceMs)
    },

    close: async () => {
      closed = true
      urgent?.()
      if (writing !== undefined) await within(writing, settings.closeMs)
      for (const { record } of waiting.splice(0)) toTheLog(record, 'stopping')
    },
  }
}

async function within(work: Promise<void>, ms: number): Promise<void> {
  const enough = new AbortController()
  const late = pause(ms, undefined, { signal: enough.signal, ref: false }).catch(() => undefined)
  await Promise.race([work, late])
  enough.abort()
}
