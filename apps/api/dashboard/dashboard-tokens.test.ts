import type { DashboardSession } from '@weir/domain'
import { createDashboardTokens } from './dashboard-tokens.ts'

const now = new Date('2026-03-01T12:00:00Z')
const after = (seconds: number): Date => new Date(now.getTime() + seconds * 1000)
const session: DashboardSession = {
  applicationId: '6c9ff0cb-64f0-4ef0-a0b1-2a2c2ba2f6d1',
  principal: { accountId: '123456789012', arn: 'arn:aws:iam::123456789012:user/admin', userName: 'admin' },
  region: 'us-east-1',
  expiresAt: after(1_800),
}
const tokens = createDashboardTokens('a key')
const token = tokens.seal(session, 'url', after(180))

it('opens what it has sealed, until its time is over', () => {
  expect(tokens.open(token, 'url', now)).toEqual(session)
  expect(tokens.open(token, 'url', after(179))).toEqual(session)
  expect(tokens.open(token, 'url', after(180))).toBeUndefined()
  const cookie = tokens.seal(session, 'session', session.expiresAt)
  expect(tokens.open(cookie, 'session', after(1_799))).toEqual(session)
  expect(tokens.open(cookie, 'session', after(1_800))).toBeUndefined()
})

it("keeps when the caller's own session began", () => {
  const principal = { ...session.principal, sessionStartedAt: after(-3_600) }
  const sealed = tokens.seal({ ...session, principal }, 'session', session.expiresAt)
  expect(tokens.open(sealed, 'session', now)?.principal).toEqual(principal)
})

it('lets no token be used as the other kind', () => {
  expect(tokens.open(token, 'session', now)).toBeUndefined()
  expect(tokens.open(tokens.seal(session, 'session', session.expiresAt), 'url', now)).toBeUndefined()
})

it('opens nothing that another key has sealed, or that was changed', () => {
  expect(createDashboardTokens('another key').open(token, 'url', now)).toBeUndefined()
  const [payload = '', signature = ''] = token.split('.')
  const forged = Buffer.from(
    Buffer.from(payload, 'base64url').toString().replace('"userName":"admin"', '"userName":"other"'),
  ).toString('base64url')
  const changed = [
    `${forged}.${signature}`,
    `${payload}.${signature.slice(1)}`,
    `${payload}.`,
    payload,
    `${token}.x`,
    '',
    '.',
    'x'.repeat(5_000),
  ]
  for (const text of changed) expect(tokens.open(text, 'url', now)).toBeUndefined()
})
