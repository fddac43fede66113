import { createHmac, timingSafeEqual } from 'node:crypto'
import type { DashboardSession } from '@weir/domain'
import type { Principal } from '@weir/service-model'

/** `url`: in a presigned URL, to be used soon. `session`: in the cookie that the first use sets. */
export type TokenUse = 'url' | 'session'

export interface DashboardTokens {
  /** `useBy` is the end of a token of use `url`; that of a session is its own. */
  seal(session: DashboardSession, use: TokenUse, useBy: Date): string
  /** The session of a token that we made for this use and that is not over; undefined for every other text. */
  open(token: string, use: TokenUse, now: Date): DashboardSession | undefined
}

interface Claims {
  readonly use: TokenUse
  readonly app: string
  readonly who: Omit<Principal, 'sessionStartedAt'>
  /** The principal's own session began then, epoch milliseconds. */
  readonly since?: number | undefined
  readonly region: string
  /** End of the session and of the token, epoch milliseconds. */
  readonly until: number
  readonly useBy: number
}

/**
 * Signed, not encrypted: whoever has a token is the one it names, so it tells nobody anything new. Nothing is stored, so every api process
 * with the same key opens what another has sealed.
 */
export function createDashboardTokens(key: string): DashboardTokens {
  const sign = (payload: string): Buffer => createHmac('sha256', key).update(`weir-dashboard.${payload}`).digest()
  return {
    seal: ({ applicationId, principal, region, expiresAt }, use, useBy) => {
      const { sessionStartedAt, ...who } = principal
      const claims: Claims = {
        use,
        app: applicationId,
        who,
        since: sessionStartedAt?.getTime(),
        region,
        until: expiresAt.getTime(),
        useBy: useBy.getTime(),
      }
      const payload = Buffer.from(JSON.stringify(claims)).toString('base64url')
      return `${payload}.${sign(payload).toString('base64url')}`
    },
    open: (token, use, now) => {
      const [payload = '', signature = '', ...more] = token.split('.')
      const [given, right] = [Buffer.from(signature, 'base64url'), sign(payload)]
      if (more.length > 0 || given.length !== right.length || !timingSafeEqual(given, right)) return undefined
      // Only now is it known to be JSON of ours.
      const claims = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as Claims
      const end = Math.min(claims.until, claims.useBy)
      if (claims.use !== use || now.getTime() >= end) return undefined
      return {
        applicationId: claims.app,
        principal:
          claims.since === undefined ? claims.who : { ...claims.who, sessionStartedAt: new Date(claims.since) },
        region: claims.region,
        expiresAt: new Date(claims.until),
      }
    },
  }
}
