import type { Policy } from '@weir/domain'
import type { Holder } from '@weir/control-plane/identity'
import {
  documentForm,
  documentOf,
  type Given,
  type IdentityRoute,
  nameForm,
  objectOf,
  pathForm,
  policyNameForm,
  text,
} from './route.ts'

const policy = ({ arn, name, document, createdAt, updatedAt }: Policy) => ({
  PolicyName: name,
  Arn: arn,
  Document: JSON.parse(document) as unknown,
  CreateDate: createdAt,
  UpdateDate: updatedAt,
})

/** Who a policy is for: a user or a role, by name. */
const holderQuery = objectOf({ UserName: nameForm, RoleName: pathForm })
const attachment = objectOf(
  { UserName: nameForm, RoleName: pathForm, Policy: { type: 'string', minLength: 1, maxLength: 256 } },
  'Policy',
)
const oneHolder = { oneOf: [{ required: ['UserName'] }, { required: ['RoleName'] }] }

const holderOf = (given: Readonly<Record<string, unknown>>): Holder =>
  given.UserName === undefined
    ? { kind: 'role', name: text(given, 'RoleName') }
    : { kind: 'user', name: text(given, 'UserName') }

const named = ({ params }: Given): { name: string } => ({ name: text(params, 'name') })

export const policyRoutes: readonly IdentityRoute[] = [
  {
    method: 'PUT',
    path: '/policies/:name',
    event: 'CreatePolicy',
    body: objectOf({ Document: documentForm }, 'Document'),
    run: async ({ putPolicy }, asker, given) => {
      const put = await putPolicy(asker, { ...named(given), document: documentOf(given.body.Document) })
      return { Policy: policy(put) }
    },
  },
  {
    method: 'GET',
    path: '/policies',
    event: 'ListPolicies',
    run: async ({ listPolicies }, asker) => ({ Policies: (await listPolicies(asker, {})).map(policy) }),
  },
  {
    method: 'DELETE',
    path: '/policies/:name',
    event: 'DeletePolicy',
    status: 204,
    run: ({ deletePolicy }, asker, given) => deletePolicy(asker, named(given)),
  },
  {
    method: 'POST',
    path: '/attachments',
    event: 'AttachPolicy',
    body: { ...attachment, ...oneHolder },
    run: async ({ attachPolicy }, asker, { body }) => ({
      Policy: policy(await attachPolicy(asker, { ...holderOf(body), policy: text(body, 'Policy') })),
    }),
  },
  {
    method: 'DELETE',
    path: '/attachments',
    event: 'DetachPolicy',
    query: { ...attachment, ...oneHolder },
    status: 204,
    run: ({ detachPolicy }, asker, { query }) =>
      detachPolicy(asker, { ...holderOf(query), policy: text(query, 'Policy') }),
  },
  {
    method: 'GET',
    path: '/attachments',
    event: 'ListAttachedPolicies',
    query: { ...holderQuery, ...oneHolder },
    run: async ({ listHolderPolicies }, asker, { query }) => {
      const { attached, inline } = await listHolderPolicies(asker, holderOf(query))
      return {
        AttachedPolicies: attached.map(policy),
        InlinePolicies: inline.map(({ name, document }) => ({
          PolicyName: name,
          Document: JSON.parse(document) as unknown,
        })),
      }
    },
  },
  {
    method: 'PUT',
    path: '/inline-policies/:name',
    event: 'PutInlinePolicy',
    body: { ...objectOf({ UserName: nameForm, RoleName: pathForm, Document: documentForm }, 'Document'), ...oneHolder },
    status: 204,
    run: ({ putInlinePolicy }, asker, given) => {
      const { body } = given
      return putInlinePolicy(asker, { holder: holderOf(body), ...named(given), document: documentOf(body.Document) })
    },
  },
  {
    method: 'DELETE',
    path: '/inline-policies/:name',
    event: 'DeleteInlinePolicy',
    query: { ...holderQuery, ...oneHolder },
    status: 204,
    run: ({ deleteInlinePolicy }, asker, given) =>
      deleteInlinePolicy(asker, { holder: holderOf(given.query), ...named(given) }),
  },
]

export const policyParams = objectOf({ name: policyNameForm }, 'name')
