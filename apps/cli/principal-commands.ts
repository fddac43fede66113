import { type Command, type CommandInput, required, segment, segments, UsageError } from './command.ts'

export const accountCommands: Readonly<Record<string, Command>> = {
  'accounts create': {
    usage: '--name <name> [--id <12 digits>]',
    about: "make a tenant; shows its administrator's key, once",
    options: ['name', 'id'],
    call: (given) => ({
      method: 'POST',
      path: '/accounts',
      body: { Name: required(given, 'name'), Id: given.options.id },
    }),
    shows: ['Account', 'AdministratorAccessKey'],
  },
  'accounts list': {
    usage: '',
    about: 'list tenants',
    call: () => ({ method: 'GET', path: '/accounts' }),
    shows: 'Accounts',
  },
}

export const userCommands: Readonly<Record<string, Command>> = {
  'users create': {
    usage: '<name>',
    about: 'make a user, who may do nothing yet',
    words: ['name'],
    call: ({ words: [UserName] }) => ({ method: 'POST', path: '/users', body: { UserName } }),
    shows: 'User',
  },
  'users list': { usage: '', about: 'list users', call: () => ({ method: 'GET', path: '/users' }), shows: 'Users' },
  'users delete': {
    usage: '<name>',
    about: 'delete a user with its keys, tokens and policies',
    words: ['name'],
    call: ({ words: [name] }) => ({ method: 'DELETE', path: `/users/${segment(name)}` }),
  },
}

export const roleCommands: Readonly<Record<string, Command>> = {
  'roles put': {
    usage:
      '<name> [--access-key-id <id> --secret-access-key <secret> [--session-token <token>]] [--role-region <region>] [--role-endpoint-url <url>] [--service-endpoint <service>=<url>]... [--s3-path-style true|false]',
    about: 'say what a role stands for; without a key it uses the default role’s',
    words: ['name'],
    options: [
      'access-key-id',
      'secret-access-key',
      'session-token',
      'role-region',
      'role-endpoint-url',
      'service-endpoint...',
      's3-path-style',
    ],
    call: (given) => ({ method: 'PUT', path: `/roles/${segments(given.words[0])}`, body: roleOf(given) }),
    shows: 'Role',
  },
  'roles list': { usage: '', about: 'list roles', call: () => ({ method: 'GET', path: '/roles' }), shows: 'Roles' },
  'roles delete': {
    usage: '<name>',
    about: 'delete a role with its policies and sessions',
    words: ['name'],
    call: ({ words: [name] }) => ({ method: 'DELETE', path: `/roles/${segments(name)}` }),
  },
}

const roleOf = ({ options, lists }: CommandInput): object => {
  const style = options['s3-path-style']
  if (style !== undefined && style !== 'true' && style !== 'false') {
    throw new UsageError('--s3-path-style must be true or false')
  }
  return {
    AccessKeyId: options['access-key-id'],
    SecretAccessKey: options['secret-access-key'],
    SessionToken: options['session-token'],
    Region: options['role-region'],
    EndpointUrl: options['role-endpoint-url'],
    EndpointUrls: Object.fromEntries((lists['service-endpoint'] ?? []).map(endpointOf)) as Record<string, string>,
    S3PathStyle: style === undefined ? undefined : style === 'true',
  }
}

const endpointOf = (text: string): [string, string] => {
  const [, service = '', url = ''] = /^([a-z][a-z0-9_]*)=(https?:\/\/.+)$/i.exec(text) ?? []
  if (url === '') throw new UsageError('--service-endpoint is <service>=<url>, such as kinesis=http://127.0.0.1:4567')
  return [service.toLowerCase(), url]
}
