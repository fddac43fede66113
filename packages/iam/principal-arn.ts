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
  const [role = '', session = ''] = path.split('/')
  return type === undefined ? undefined : { kind: 'session', accountId, role, session }
}

/** Whose policies count: a session of a role has those of the role. */
export const policyHolder = (arn: string): string => {
  const named = readPrincipalArn(arn)
  return named?.kind === 'session' ? roleArn(named.accountId, named.role) : arn
}
