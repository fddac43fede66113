import { type AuditDeps, createThrottle, defaultEdge, type EdgeSettings } from '@weir/app-api'
import type { Store } from '@weir/domain'
import { createAuditWriter, type Logger } from '@weir/telemetry'
import type { EdgeConfig } from '../settings/edge-config.ts'
import { systemClock } from '../system.ts'
import { openTlsFiles } from './tls-files.ts'

/** The outer parts of an api, made from the settings. */
export interface Edge {
  readonly settings: EdgeSettings
  readonly throttle: ReturnType<typeof createThrottle>
  readonly audit: AuditDeps
  /** Reads the certificate again. */
  reload(): void
  /** Writes the audit records that are left; after the last request and before the store closes. */
  close(): Promise<void>
}

/** Opens what the settings ask for; a certificate that cannot be used stops the start. */
export const openEdge = ({
  config,
  store,
  logger,
  authorizeLookup,
}: {
  config: EdgeConfig
  store: Store
  logger: Logger
  authorizeLookup: AuditDeps['authorize']
}): Edge => {
  const tls = config.tls && openTlsFiles({ ...config.tls, logger })
  const log = createAuditWriter({ audit: store.audit, logger })
  return {
    settings: {
      ...defaultEdge,
      certificates: tls,
      trustedProxies: config.trustedProxies,
      failedAuthenticationsPerMinute: config.failedAuthenticationsPerMinute,
      largeBodies: config.largeRequests,
      requestMs: config.requestMs,
    },
    throttle: createThrottle({ limits: config.rateLimits, clock: systemClock }),
    audit: { log, records: store.audit, events: config.audit.events, authorize: authorizeLookup },
    reload: () => tls?.reload(),
    close: async () => {
      tls?.close()
      await log.close()
    },
  }
}
