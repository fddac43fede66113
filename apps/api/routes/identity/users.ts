import type { IdentityPrincipal } from '@weir/domain'
import { userNameOf } from '@weir/control-plane/identity'
import { type IdentityRoute, nameForm, objectOf, optionalText, text } from './route.ts'

const user = ({ arn, name, createdAt }: IdentityPrincipal) => ({ UserName: name, Arn: arn, CreateDate: createdAt })

interface Key {
  readonly accessKeyId: string
  readonly principalArn: string
  readonly active: boolean
  readonly createdAt: Date
  readonly lastUsedAt?: Date | undefined
}
export const keyRecord = ({ accessKeyId, principalArn, active, createdAt, lastUsedAt }: Key) => ({
  UserName: userNameOf(principalArn),
  AccessKeyId: accessKeyId,
  Status: active ? 'Active' : 'Inactive',
  CreateDate: createdAt,
  LastUsedDate: lastUsedAt,
})

export const userRoutes: readonly IdentityRoute[] = [
  {
    method: 'POST',
    path: '/users',
    event: 'CreateUser',
    body: objectOf({ UserName: nameForm }, 'UserName'),
    status: 201,
    run: async ({ createUser }, asker, { body }) => ({
      User: user(await createUser(asker, { name: text(body, 'UserName') })),
    }),
  },
  {
    method: 'GET',
    path: '/users',
    event: 'ListUsers',
    run: async ({ listUsers }, asker) => ({ Users: (await listUsers(asker, {})).map(user) }),
  },
  {
    method: 'DELETE',
    path: '/users/:name',
    event: 'DeleteUser',
    status: 204,
    run: ({ deleteUser }, asker, { params }) => deleteUser(asker, { name: text(params, 'name') }),
  },
]

export const accessKeyRoutes: readonly IdentityRoute[] = [
  {
    method: 'POST',
    path: '/access-keys',
    event: 'CreateAccessKey',
    body: objectOf({ UserName: nameForm }, 'UserName'),
    status: 201,
    run: async ({ createAccessKey }, asker, { body }) => {
      const key = await createAccessKey(asker, { user: text(body, 'UserName') })
      return { AccessKey: { ...keyRecord(key), SecretAccessKey: key.secretAccessKey } }
    },
  },
  {
    method: 'GET',
    path: '/access-keys',
    event: 'ListAccessKeys',
    query: objectOf({ UserName: nameForm }),
    run: async ({ listAccessKeys }, asker, { query }) => ({
      AccessKeyMetadata: (await listAccessKeys(asker, { user: optionalText(query, 'UserName') })).map(keyRecord),
    }),
  },
  {
    method: 'PUT',
    path: '/access-keys/:id',
    event: 'UpdateAccessKey',
    body: objectOf({ Status: { type: 'string', enum: ['Active', 'Inactive'] } }, 'Status'),
    run: async ({ setAccessKeyActive }, asker, { params, body }) => {
      const active = body.Status === 'Active'
      return {
        AccessKeyMetadata: keyRecord(await setAccessKeyActive(asker, { accessKeyId: text(params, 'id'), active })),
      }
    },
  },
  {
    method: 'DELETE',
    path: '/access-keys/:id',
    event: 'DeleteAccessKey',
    status: 204,
    run: ({ deleteAccessKey }, asker, { params }) => deleteAccessKey(asker, { accessKeyId: text(params, 'id') }),
  },
]
