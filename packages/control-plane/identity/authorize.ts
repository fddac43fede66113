import type { Clock, Store } from '@weir/domain'
import { parseApplicationArn, parseSnapshotArn } from '@weir/domain'
import {
  decide,
  denialText,
  mentionsResourceTags,
  type Permission,
  type PolicyDocument,
  policyHolder,
  readPolicy,
  readPrincipalArn,
  requestContext,
  type RequestContext,
} from '@weir/iam'
import type { Principal } from '@weir/service-model'
import { AccessDeniedException } from '@weir/service-model'

/** Who asks, and what is known of the request besides what it wants. */
export interface Asker {
  readonly principal: Principal
  readonly region: string
  readonly sourceIp: string
  readonly secure: boolean
}

/** Throws AccessDeniedException, in AWS's words, unless the asker's policies allow all of it. */
export type Authorize = (asker: Asker, permissions: readonly Permission[]) => Promise<void>

/** Parsed documents that are kept; a policy that changes has another text. */
const most = 500

/** Decides by the policies that `documentsOf` tells of whoever asks: as old as its answers is the oldest right. */
export const createAuthorize = ({
  store,
  clock,
  documentsOf = (holder) => store.identity.policies.documentsOf(holder),
}: {
  store: Store
  clock: Clock
  documentsOf?: (holder: string) => Promise<readonly string[]>
}): Authorize => {
  const parsed = new Map<string, PolicyDocument>()
  const documentOf = (text: string): PolicyDocument => {
    const known = parsed.get(text)
    if (known !== undefined) return known
    if (parsed.size >= most) parsed.clear()
    const document = readPolicy(text)
    parsed.set(text, document)
    return document
  }
  return async (asker, permissions) => {
    const documents = await documentsOf(policyHolder(asker.principal.arn))
    const policies = documents.map(documentOf)
    const tagged = mentionsResourceTags(policies)
    const now = clock.now()
    for (const { action, resource, keys } of permissions) {
      const tags = tagged ? await resourceTags(store, asker, resource) : {}
      const context = contextOf({ asker, resource, now, keys: { ...keys, ...tags } })
      const decision = decide(policies, { action, resource, context })
      if (decision === 'allow') continue
      throw new AccessDeniedException(denialText({ principalArn: asker.principal.arn, action, resource, decision }))
    }
  }
}

const contextOf = ({
  asker: { principal, region, sourceIp, secure },
  resource,
  now,
  keys,
}: {
  asker: Asker
  resource: string
  now: Date
  keys: Permission['keys']
}): RequestContext => {
  const session = readPrincipalArn(principal.arn)?.kind === 'session'
  return requestContext({
    'aws:CurrentTime': now.toISOString(),
    'aws:EpochTime': String(Math.floor(now.getTime() / 1000)),
    'aws:SourceIp': sourceIp,
    'aws:SecureTransport': String(secure),
    'aws:RequestedRegion': region,
    'aws:PrincipalArn': policyHolder(principal.arn),
    'aws:PrincipalAccount': principal.accountId,
    'aws:PrincipalType': session ? 'AssumedRole' : 'User',
    'aws:username': session ? undefined : principal.userName,
    'aws:userid': session ? principal.arn.split('/').slice(1).join(':') : principal.userName,
    'aws:TokenIssueTime': principal.sessionStartedAt?.toISOString(),
    'aws:ResourceAccount': /^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/.exec(resource)?.[1] ?? principal.accountId,
    ...keys,
  })
}

/**
 * Tags of what the ARN names; none when there is no such thing, so that a policy on tags tells nobody whether there is. Another account's
 * things have none either: whoever writes policies could otherwise guess their names and tags by what is denied.
 */
const resourceTags = async (
  store: Store,
  { principal: { accountId } }: Asker,
  arn: string,
): Promise<Record<string, string>> => {
  const [application, snapshot] = [parseApplicationArn(arn), parseSnapshotArn(arn)]
  const found =
    application?.accountId === accountId
      ? await store.applications.findByName(application, application.name)
      : snapshot?.accountId === accountId
        ? await store.enhancedSnapshots.find(snapshot, snapshot.name)
        : undefined
  const tags = (found?.tags ?? []).map(({ key, value }) => [`aws:ResourceTag/${key}`, value] as const)
  return Object.fromEntries(tags)
}
