import { randomUUID } from 'node:crypto'
import { TLSSocket } from 'node:tls'
import type { AuditLog, Clock } from '@weir/domain'
import { auditRecord, type AuditedCall } from '@weir/telemetry'
import type { FastifyInstance, FastifyRequest } from 'fastify'

/** What is recorded: every call, those that change something, or nothing. */
export type AuditEvents = 'all' | 'changes' | 'none'

interface AuditDeps {
  readonly audit: AuditLog
  readonly events: AuditEvents
  readonly clock: Clock
  /** The home region: of calls that did not come so far as to be for one. */
  readonly region: string
}

/**
 * Records every call when its answer is ready and before it is sent: also those that were denied, throttled or refused, and failed
 * authentications that name a key we know. A call that changed something is answered when its record is durable.
 */
export function auditCalls(app: FastifyInstance, { audit, events, clock, region }: AuditDeps): void {
  if (events === 'none') return
  app.addHook('onSend', async (request) => {
    const call = auditedCall(request, clock.now(), region)
    if (call === undefined) return
    const record = auditRecord(randomUUID(), call)
    if (events === 'changes' && record.readOnly) return
    // A fault of ours may have happened after the change.
    const changed = !record.readOnly && (call.error === undefined || call.error.code === 'InternalFailure')
    await audit.record(record, { durable: changed })
  })
}

function auditedCall(request: FastifyRequest, at: Date, home: string): AuditedCall | undefined {
  const { action, event, claimed, region, input, output, error, errorMessage = '' } = request.trail
  const principal = request.trail.principal ?? claimed?.principal
  const what = action === undefined ? event : { action, input, output }
  if (principal === undefined || what === undefined) return undefined
  return {
    at,
    requestId: request.id,
    region: region ?? home,
    principal,
    accessKeyId: claimed?.accessKeyId,
    sourceIp: request.ip,
    userAgent: request.headers['user-agent'],
    tls: tlsOf(request),
    error: error === undefined ? undefined : { code: error, message: errorMessage },
    what,
  }
}

function tlsOf({ raw: { socket }, host }: FastifyRequest): AuditedCall['tls'] {
  if (!(socket instanceof TLSSocket)) return undefined
  return { tlsVersion: socket.getProtocol() ?? '', cipherSuite: socket.getCipher().name, host }
}
