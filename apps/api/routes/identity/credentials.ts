import type { Account, ApiToken } from '@weir/domain'
import { userNameOf } from '@weir/control-plane/identity'
import { type IdentityRoute, nameForm, objectOf, optionalText, pathForm, text } from './route.ts'
import { keyRecord } from './users.ts'

const account = ({ id, name, createdAt }: Account) => ({ Id: id, Name: name, CreateDate: createdAt })

export const accountRoutes: readonly IdentityRoute[] = [
  {
    method: 'POST',
    path: '/accounts',
    event: 'CreateAccount',
    eventSource: 'organizations.amazonaws.com',
    body: objectOf(
      {
        Id: { type: 'string', pattern: '^[0-9]{12}$' },
        Name: { type: 'string', minLength: 1, maxLength: 50, pattern: '^[^\\x00-\\x1f]+$' },
      },
      'Name',
    ),
    status: 201,
    run: async ({ createAccount }, asker, { body }) => {
      const created = await createAccount(asker, { id: optionalText(body, 'Id'), name: text(body, 'Name') })
      const { administrator } = created
      const key = { ...keyRecord(administrator), SecretAccessKey: administrator.secretAccessKey }
      return { Account: account(created), AdministratorAccessKey: key }
    },
  },
  {
    method: 'GET',
    path: '/accounts',
    event: 'ListAccounts',
    eventSource: 'organizations.amazonaws.com',
    run: async ({ listAccounts }, asker) => ({ Accounts: (await listAccounts(asker, {})).map(account) }),
  },
]

const token = ({ id, name, principalArn, createdAt, expiresAt }: ApiToken) => ({
  TokenId: id,
  Name: name,
  UserName: userNameOf(principalArn),
  CreateDate: createdAt,
  Expiration: expiresAt,
})

export const tokenRoutes: readonly IdentityRoute[] = [
  {
    method: 'POST',
    path: '/tokens',
    event: 'CreateApiToken',
    body: objectOf(
      {
        UserName: nameForm,
        Name: { type: 'string', minLength: 1, maxLength: 64, pattern: '^[^\\x00-\\x1f]+$' },
        ExpiresInSeconds: { type: 'integer', minimum: 1, maximum: 315_360_000 },
      },
      'UserName',
      'Name',
    ),
    status: 201,
    run: async ({ createToken }, asker, { body }) => {
      const created = await createToken(asker, {
        user: text(body, 'UserName'),
        name: text(body, 'Name'),
        expiresInSeconds: body.ExpiresInSeconds as number | undefined,
      })
      return { ApiToken: { ...token(created), Token: created.token } }
    },
  },
  {
    method: 'GET',
    path: '/tokens',
    event: 'ListApiTokens',
    query: objectOf({ UserName: nameForm }, 'UserName'),
    run: async ({ listTokens }, asker, { query }) => ({
      ApiTokens: (await listTokens(asker, { user: text(query, 'UserName') })).map(token),
    }),
  },
  {
    method: 'DELETE',
    path: '/tokens/:id',
    event: 'DeleteApiToken',
    status: 204,
    run: ({ revokeToken }, asker, { params }) => revokeToken(asker, { id: text(params, 'id') }),
  },
]

export const sessionRoutes: readonly IdentityRoute[] = [
  {
    method: 'POST',
    path: '/sessions',
    event: 'AssumeRole',
    eventSource: 'sts.amazonaws.com',
    body: objectOf({
      RoleName: pathForm,
      RoleSessionName: { type: 'string', pattern: '^[A-Za-z0-9+=,.@_-]{2,64}$' },
      // AWS begins at 900; shorter ones let a test wait for the end.
      DurationSeconds: { type: 'integer', minimum: 1, maximum: 129_600 },
    }),
    status: 201,
    run: async ({ createSession }, asker, { body }) => {
      const created = await createSession(asker, {
        role: optionalText(body, 'RoleName'),
        sessionName: optionalText(body, 'RoleSessionName'),
        durationSeconds: body.DurationSeconds as number | undefined,
      })
      const { arn, accessKeyId, secretAccessKey, sessionToken, expiration } = created
      return {
        Arn: arn,
        Credentials: {
          AccessKeyId: accessKeyId,
          SecretAccessKey: secretAccessKey,
          SessionToken: sessionToken,
          Expiration: expiration,
        },
      }
    },
  },
]
