// Who may do what: accounts, users, keys, roles, policies, tokens and sessions. Paths and requests come from the routes' own
// table (apps/api/routes/identity), answers are described here.
import { loadSource } from './load-source.mjs'
import { callerProblems, problem } from './openapi-words.mjs'

const text = { type: 'string' }
const time = { type: 'string', format: 'date-time' }
const object = (properties, optional = []) => ({
  type: 'object',
  required: Object.keys(properties).filter((name) => !optional.includes(name)),
  properties,
})
const one = (name, of, more = {}) => object({ [name]: of, ...more })
const many = (name, of) => object({ [name]: { type: 'array', items: of } })

const user = object({ UserName: text, Arn: text, CreateDate: time })
const keyMembers = {
  UserName: text,
  AccessKeyId: text,
  Status: { type: 'string', enum: ['Active', 'Inactive'] },
  CreateDate: time,
  LastUsedDate: { ...time, description: 'To the hour.' },
}
const key = object(keyMembers, ['LastUsedDate'])
const newKey = object({ ...keyMembers, SecretAccessKey: { ...text, description: 'Shown this once.' } }, [
  'LastUsedDate',
])
const urls = { type: 'object', additionalProperties: text }
const role = object(
  {
    RoleName: text,
    Arn: text,
    AccessKeyId: text,
    Region: text,
    EndpointUrl: text,
    EndpointUrls: urls,
    S3PathStyle: { type: 'boolean' },
  },
  ['AccessKeyId', 'Region', 'EndpointUrl', 'S3PathStyle'],
)
const document = { type: 'object', additionalProperties: true }
const policy = object({ PolicyName: text, Arn: text, Document: document, CreateDate: time, UpdateDate: time })
const token = { TokenId: text, Name: text, UserName: text, CreateDate: time, Expiration: time }
const account = object({ Id: text, Name: text, CreateDate: time })
const credentials = object({ AccessKeyId: text, SecretAccessKey: text, SessionToken: text, Expiration: time })

/** What each route does and answers, by the name it has in the audit. */
const words = {
  CreateAccount: ['Make a tenant.', one('Account', account, { AdministratorAccessKey: newKey })],
  ListAccounts: ['List tenants: all of them for the first account, itself for any other.', many('Accounts', account)],
  CreateUser: ['Make a user, who may do nothing yet.', one('User', user)],
  ListUsers: ['List users.', many('Users', user)],
  DeleteUser: ['Delete a user with its keys, tokens and policies.'],
  CreateAccessKey: ['Make an access key.', one('AccessKey', newKey)],
  ListAccessKeys: ['List access keys.', many('AccessKeyMetadata', key)],
  UpdateAccessKey: ['Make an access key active or inactive.', one('AccessKeyMetadata', key)],
  DeleteAccessKey: ['Delete an access key.'],
  CreateRole: ['Make a role, or replace what it stands for.', one('Role', role)],
  ListRoles: ['List roles, without their secrets.', many('Roles', role)],
  DeleteRole: ['Delete a role with its policies and sessions.'],
  CreatePolicy: ['Make or replace a managed policy.', one('Policy', policy)],
  ListPolicies: ['List managed policies.', many('Policies', policy)],
  DeletePolicy: ['Delete a managed policy that is attached to nobody.'],
  AttachPolicy: ['Let a managed policy count for a user or role.', one('Policy', policy)],
  DetachPolicy: ['Let it count no more.'],
  ListAttachedPolicies: [
    'List what counts for a user or role.',
    object({
      AttachedPolicies: { type: 'array', items: policy },
      InlinePolicies: { type: 'array', items: object({ PolicyName: text, Document: document }) },
    }),
  ],
  PutInlinePolicy: ['Make or replace a policy that belongs to one user or role.'],
  DeleteInlinePolicy: ['Delete such a policy.'],
  CreateApiToken: ['Make a bearer token.', one('ApiToken', object({ ...token, Token: text }, ['Expiration']))],
  ListApiTokens: ['List the tokens of a user.', many('ApiTokens', object(token, ['Expiration']))],
  DeleteApiToken: ['End a token.'],
  AssumeRole: ['Get temporary credentials, of oneself or of a role.', object({ Arn: text, Credentials: credentials })],
}

/** The part of openapi.yaml that tells of identities. */
export async function generateIdentityPart() {
  const { identityTables } = await loadSource('apps/api/routes/identity/tables.ts')
  const paths = {}
  for (const [table, params] of identityTables) {
    for (const route of table) {
      // A role's name may have slashes, which OpenAPI cannot say.
      const path = `/v1/identity${route.path.replace('*', ':roleName').replace(/:(\w+)/g, '{$1}')}`
      paths[path] = { ...paths[path], [route.method.toLowerCase()]: operationOf(route, params) }
    }
  }
  return { paths, tags: [{ name: 'identity', description: 'REST: who may use this installation, and how' }] }
}

function operationOf({ event, path, body, query, status = 200 }, params) {
  if (!words[event]) throw new Error(`scripts/generate/openapi-identity.mjs says nothing about ${event}`)
  const [summary, answer] = words[event]
  const inPath = [...path.matchAll(/:(\w+)|\*/g)].map(([found, name = 'roleName']) => ({
    name,
    in: 'path',
    required: true,
    schema: found === '*' ? { type: 'string', pattern: '^[A-Za-z0-9+=,.@_-]{1,64}$' } : params.properties[name],
  }))
  const inQuery = Object.entries(query?.properties ?? {}).map(([name, schema]) => ({
    name,
    in: 'query',
    required: query.required.includes(name),
    schema,
  }))
  const content = answer && { content: { 'application/json': { schema: answer } } }
  return {
    operationId: `identity${event}`,
    tags: ['identity'],
    summary,
    parameters: [...inPath, ...inQuery],
    ...(body && { requestBody: { required: true, content: { 'application/json': { schema: body } } } }),
    responses: {
      [status]: { description: status === 204 ? 'Done.' : 'As it is now.', ...content },
      ...callerProblems,
      404: problem('There is no such thing in the account of the caller.'),
      409: problem('Its present state, or another of that name, does not allow it.'),
    },
  }
}
