import { type Command, type CommandInput, required, seconds, segment, UsageError } from './command.ts'

const status = (verb: 'activate' | 'deactivate', Status: 'Active' | 'Inactive'): Readonly<Record<string, Command>> => ({
  [`keys ${verb}`]: {
    usage: '<access key id>',
    about: `make a key ${Status.toLowerCase()}`,
    words: ['access key id'],
    call: ({ words: [id] }) => ({ method: 'PUT', path: `/access-keys/${segment(id)}`, body: { Status } }),
    shows: 'AccessKeyMetadata',
  },
})

export const keyCommands: Readonly<Record<string, Command>> = {
  'keys create': {
    usage: '--user <name>',
    about: 'make an access key; its secret is shown this once',
    options: ['user'],
    call: (given) => ({ method: 'POST', path: '/access-keys', body: { UserName: required(given, 'user') } }),
    shows: 'AccessKey',
  },
  'keys list': {
    usage: '[--user <name>]',
    about: 'list access keys',
    options: ['user'],
    call: ({ options }) => ({ method: 'GET', path: '/access-keys', query: { UserName: options.user } }),
    shows: 'AccessKeyMetadata',
  },
  ...status('activate', 'Active'),
  ...status('deactivate', 'Inactive'),
  'keys delete': {
    usage: '<access key id>',
    about: 'delete a key',
    words: ['access key id'],
    call: ({ words: [id] }) => ({ method: 'DELETE', path: `/access-keys/${segment(id)}` }),
  },
  'tokens create': {
    usage: '--user <name> --name <what for> [--expires-in-seconds <n>]',
    about: 'make a bearer token for the REST API; it is shown this once',
    options: ['user', 'name', 'expires-in-seconds'],
    call: (given) => ({
      method: 'POST',
      path: '/tokens',
      body: {
        UserName: required(given, 'user'),
        Name: required(given, 'name'),
        ExpiresInSeconds: seconds(given, 'expires-in-seconds'),
      },
    }),
    shows: 'ApiToken',
  },
  'tokens list': {
    usage: '--user <name>',
    about: 'list tokens',
    options: ['user'],
    call: (given) => ({ method: 'GET', path: '/tokens', query: { UserName: required(given, 'user') } }),
    shows: 'ApiTokens',
  },
  'tokens revoke': {
    usage: '<token id>',
    about: 'end a token',
    words: ['token id'],
    call: ({ words: [id] }) => ({ method: 'DELETE', path: `/tokens/${segment(id)}` }),
  },
}

/** Whom a policy is for; `undefined` when neither is given. */
const holder = ({ options: { user, role } }: CommandInput): { UserName?: string; RoleName?: string } | undefined => {
  if (user !== undefined && role !== undefined) throw new UsageError('give --user or --role, not both')
  if (user !== undefined) return { UserName: user }
  return role === undefined ? undefined : { RoleName: role }
}
const requiredHolder = (given: CommandInput): { UserName?: string; RoleName?: string } => {
  const found = holder(given)
  if (found === undefined) throw new UsageError('--user or --role is needed')
  return found
}

export const policyCommands: Readonly<Record<string, Command>> = {
  'policy put': {
    usage: '<name> --file <policy.json> [--user <name> | --role <name>]',
    about: 'make or replace a policy, or one that belongs to a user or role alone',
    words: ['name'],
    options: ['file', 'user', 'role'],
    call: (given) => {
      const Document = given.readFile(required(given, 'file'))
      const own = holder(given)
      const name = segment(given.words[0])
      if (own === undefined) return { method: 'PUT', path: `/policies/${name}`, body: { Document } }
      return { method: 'PUT', path: `/inline-policies/${name}`, body: { ...own, Document } }
    },
    shows: 'Policy',
  },
  'policy attach': {
    usage: '<name or ARN> --user <name> | --role <name>',
    about: 'let a policy count for a user or role',
    words: ['policy'],
    options: ['user', 'role'],
    call: (given) => ({
      method: 'POST',
      path: '/attachments',
      body: { ...requiredHolder(given), Policy: given.words[0] },
    }),
    shows: 'Policy',
  },
  'policy detach': {
    usage: '<name or ARN> --user <name> | --role <name>',
    about: 'let it count no more',
    words: ['policy'],
    options: ['user', 'role'],
    call: (given) => ({
      method: 'DELETE',
      path: '/attachments',
      query: { ...requiredHolder(given), Policy: given.words[0] },
    }),
  },
  'policy list': {
    usage: '[--user <name> | --role <name>]',
    about: 'list policies, or those that count for a user or role',
    options: ['user', 'role'],
    call: (given) => {
      const own = holder(given)
      if (own === undefined) return { method: 'GET', path: '/policies' }
      return { method: 'GET', path: '/attachments', query: own }
    },
    shows: ['Policies', 'AttachedPolicies', 'InlinePolicies'],
  },
  'policy delete': {
    usage: '<name> [--user <name> | --role <name>]',
    about: 'delete a policy',
    words: ['name'],
    options: ['user', 'role'],
    call: (given) => {
      const own = holder(given)
      const name = segment(given.words[0])
      if (own === undefined) return { method: 'DELETE', path: `/policies/${name}` }
      return { method: 'DELETE', path: `/inline-policies/${name}`, query: own }
    },
  },
}

export const sessionCommands: Readonly<Record<string, Command>> = {
  'sessions create': {
    usage: '[--role <name>] [--session-name <name>] [--duration-seconds <n>]',
    about: 'get temporary credentials, of oneself or of a role',
    options: ['role', 'session-name', 'duration-seconds'],
    call: (given) => ({
      method: 'POST',
      path: '/sessions',
      body: {
        RoleName: given.options.role,
        RoleSessionName: given.options['session-name'],
        DurationSeconds: seconds(given, 'duration-seconds'),
      },
    }),
    shows: ['Credentials'],
  },
}
