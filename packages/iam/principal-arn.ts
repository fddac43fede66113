/** Whom an ARN names: a user, a role, or a session of a role. */
export type NamedPrincipal =
  | { readonly kind: 'user'; readonly accountId: string; readonly name: string }
  | { readonly kind: 'role'; readonly accountId: string; readonly name: string }
  | { readonly kind: 'session'; readonly accountId: string; readonly role: string; readonly session: string }

export const userArn = (accountId: string, name: string): string => `arn:aws:iam::${accountId}:user/${name}`
export const roleArn = (accountId: string, name: string): string => `arn:aws:iam::${accountId}:role/${name}`
export const sessionArn = ({
  accountId,
  role,
  session,
}: {
  accountId: string
  role: string
  session: string
}): string => `arn:aws:sts::${accountId}:assumed-role/${role}/${session}`
export const policyArn = (accountId: string, name: string): string => `arn:aws:iam::${accountId}:policy/${name}`

export const readPrincipalArn = (arn: string): NamedPrincipal | undefined => {
  const [, accountId = '', type, path = ''] =
    /^arn:aws[a-z-]*:(?:iam|sts)::(\d{12}):(user|role|assumed-role)\/(.+)$/.exec(arn) ?? []
  if (type === 'user' || type === 'role') return { kind: type, accountId, name: path }
  // A session's name has no slash, a role's may: Weir keeps its path here, so that the role can be found again.
  const slash = path.lastIndexOf('/')
  if (type === undefined || slash < 1) return undefined
  return { kind: 'session', accountId, role: path.slice(0, slash), session: path.slice(slash + 1) }
}

/** Whose policies count: a session of a role has those of the role. */
export const policyHolder = (arn: string): string => {
  const named = readPrincipalArn(arn)
  return named?.kind === 'session' ? roleArn(named.accountId, named.role) : arn
}
