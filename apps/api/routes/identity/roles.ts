import type { Role, RoleCredentials } from '@weir/domain'
import { InvalidArgumentException } from '@weir/service-model'
import { type IdentityRoute, objectOf, optionalText, pathForm, text } from './route.ts'

/** Without a user's name and password: an address is shown to whoever may list roles. */
const url = {
  type: 'string',
  pattern: '^https?://[^\\s\\x00-\\x1f\\x7f/?#@\\\\]+([/?#][\\x21-\\x7e]*)?$',
  maxLength: 2048,
}
const plain = '^[\\x21-\\x7e]+$'

const roleBody = objectOf({
  AccessKeyId: { type: 'string', pattern: plain, maxLength: 256 },
  SecretAccessKey: { type: 'string', pattern: plain, maxLength: 1024 },
  SessionToken: { type: 'string', pattern: plain, maxLength: 16_384 },
  Region: { type: 'string', pattern: '^[a-z0-9-]{1,64}$' },
  EndpointUrl: url,
  EndpointUrls: {
    type: 'object',
    maxProperties: 50,
    propertyNames: { pattern: '^[a-z][a-z0-9_]{0,63}$' },
    additionalProperties: url,
  },
  S3PathStyle: { type: 'boolean' },
})

/** Everything but the secrets: those are written, never read. */
const role = ({ arn, credentials, region, endpoints, s3PathStyle }: Role) => {
  const { '': all, ...services } = endpoints
  return {
    RoleName: arn.slice(arn.indexOf(':role/') + ':role/'.length),
    Arn: arn,
    AccessKeyId: credentials?.accessKeyId,
    Region: region,
    EndpointUrl: all,
    EndpointUrls: services,
    S3PathStyle: s3PathStyle,
  }
}

const credentialsOf = (body: Readonly<Record<string, unknown>>): RoleCredentials | undefined => {
  const accessKeyId = optionalText(body, 'AccessKeyId')
  const secretAccessKey = optionalText(body, 'SecretAccessKey')
  const sessionToken = optionalText(body, 'SessionToken')
  if (accessKeyId !== undefined && secretAccessKey !== undefined) {
    return { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) }
  }
  if ((accessKeyId ?? secretAccessKey ?? sessionToken) === undefined) return undefined
  throw new InvalidArgumentException('AccessKeyId and SecretAccessKey are given together or not at all.')
}

export const roleRoutes: readonly IdentityRoute[] = [
  {
    method: 'PUT',
    path: '/roles/*',
    event: 'CreateRole',
    body: roleBody,
    run: async ({ putRole }, asker, { params, body }) => {
      const all = optionalText(body, 'EndpointUrl')
      const services = (body.EndpointUrls ?? {}) as Record<string, string>
      const put = await putRole(asker, {
        name: text(params, '*'),
        credentials: credentialsOf(body),
        region: optionalText(body, 'Region'),
        endpoints: { ...(all === undefined ? {} : { '': all }), ...services },
        s3PathStyle: body.S3PathStyle as boolean | undefined,
      })
      return { Role: role(put) }
    },
  },
  {
    method: 'GET',
    path: '/roles',
    event: 'ListRoles',
    run: async ({ listRoles }, asker) => ({ Roles: (await listRoles(asker, {})).map(role) }),
  },
  {
    method: 'DELETE',
    path: '/roles/*',
    event: 'DeleteRole',
    status: 204,
    run: ({ deleteRole }, asker, { params }) => deleteRole(asker, { name: text(params, '*') }),
  },
]

/** Of a role's name in a path, which may itself have slashes. */
export const roleParams = objectOf({ '*': pathForm }, '*')
