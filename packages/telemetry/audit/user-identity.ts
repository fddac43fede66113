import { createHash } from 'node:crypto'
import type { Principal } from '@weir/service-model'

/** CloudTrail's userIdentity of a caller who signed with that key. */
export function userIdentity(principal: Principal, accessKeyId: string | undefined): object {
  const { accountId, arn, userName } = principal
  const [, role, session] = /:assumed-role\/(.+)\/([^/]+)$/.exec(arn) ?? []
  if (role !== undefined && session !== undefined) {
    const roleArn = `${arn.split(':', 2).join(':')}:iam::${accountId}:role/${role}`
    const issuer = { type: 'Role', principalId: uniqueId('AROA', roleArn), arn: roleArn, accountId, userName: role }
    return {
      type: 'AssumedRole',
      principalId: `${issuer.principalId}:${session}`,
      arn,
      accountId,
      accessKeyId,
      sessionContext: {
        sessionIssuer: issuer,
        attributes: {
          creationDate: principal.sessionStartedAt?.toISOString().replace(/\.\d{3}/, ''),
          mfaAuthenticated: 'false',
        },
      },
    }
  }
  if (arn.endsWith(':root')) return { type: 'Root', principalId: accountId, arn, accountId, accessKeyId }
  return { type: 'IAMUser', principalId: uniqueId('AIDA', arn), arn, accountId, accessKeyId, userName }
}

/** An id of AWS's form that is the same for the same ARN: Weir gives its users and roles no ids of their own. */
function uniqueId(prefix: string, arn: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
  const digest = createHash('sha256').update(arn).digest()
  return prefix + [...digest.subarray(0, 17)].map((byte) => alphabet.charAt(byte % 32)).join('')
}
