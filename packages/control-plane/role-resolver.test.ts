import type { Role } from '@weir/domain'
import { aRole } from '@weir/testkit'
import { createRoleResolver, defaultRoleArn } from './role-resolver.ts'

const scope = { accountId: '123456789012', region: 'eu-north-1' }
const own = 'arn:aws:iam::123456789012:role/pipelines/own'

const resolver = (roles: readonly Role[], strict = false) =>
  createRoleResolver({
    roles: { find: (arn) => Promise.resolve(roles.find((role) => role.arn === arn)) },
    s3: { endpoint: 'http://s3', pathStyle: true },
    strict,
  })
const standard = aRole({ arn: defaultRoleArn(scope.accountId) })

it('a known role brings its key, its region and its endpoints', async () => {
  const credentials = { accessKeyId: 'AKIAOWN', secretAccessKey: 's', sessionToken: 't' }
  const endpoints = { '': 'http://all', s3: 'http://own-s3', kinesis: 'http://kinesis' }
  const role = aRole({ arn: own, credentials, endpoints, region: 'us-west-2', s3PathStyle: false })
  expect(await resolver([standard, role]).resolve(own, scope)).toEqual({
    roleArn: own,
    region: 'us-west-2',
    ...credentials,
    s3Endpoint: 'http://own-s3',
    s3PathStyle: false,
    endpoints,
  })
})

it('what a role does not say comes from the request and the service', async () => {
  const role = { arn: own, accountId: scope.accountId, endpoints: { kinesis: 'http://kinesis' } }
  expect(await resolver([standard, role], true).resolve(own, scope)).toEqual({
    roleArn: own,
    region: 'eu-north-1',
    ...standard.credentials,
    s3Endpoint: 'http://s3',
    s3PathStyle: true,
    endpoints: { kinesis: 'http://kinesis' },
  })
})

it('an unknown role acts as the default one, unless roles are strict', async () => {
  expect(await resolver([standard]).resolve(own, scope)).toMatchObject({ roleArn: own, ...standard.credentials })
  expect(await resolver([standard], true).resolve(own, scope)).toBeUndefined()
})

it("another account's role is nobody's", async () => {
  const other = aRole({ arn: 'arn:aws:iam::210987654321:role/own', accountId: '210987654321' })
  expect(await resolver([standard, other]).resolve(other.arn, scope)).toBeUndefined()
})
