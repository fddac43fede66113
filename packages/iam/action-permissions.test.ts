import { type ActionName, actions, validateInput } from '@weir/service-model'
import { actionsWithPermissions, permissionsOf } from './action-permissions.ts'
import { denialText } from './decide/denial.ts'

const place = { accountId: '123456789012', region: 'eu-west-1' }
const app = 'arn:aws:kinesisanalytics:eu-west-1:123456789012:application/app'
const snapshot = 'arn:aws:kinesisanalytics:eu-west-1:123456789012:snapshot/s'
const role = 'arn:aws:iam::123456789012:role/r'
const tags = [{ Key: 'team', Value: 'blue' }, { Key: 'env' }]
const tagKeys = { 'aws:TagKeys': ['team', 'env'], 'aws:RequestTag/team': 'blue', 'aws:RequestTag/env': '' }

const asked = (action: ActionName, wire: object) =>
  permissionsOf({ ...place, action, input: validateInput(action, wire) })

it('every action of the model has one row', () => {
  expect([...actionsWithPermissions].sort()).toEqual(Object.keys(actions).sort())
})

it.each<[ActionName, object, string]>([
  ['DescribeApplication', { ApplicationName: 'app' }, app],
  ['DeleteApplicationSnapshot', { ApplicationName: 'app', SnapshotName: 's', SnapshotCreationTimestamp: 1 }, app],
  ['DescribeSnapshot', { SnapshotName: 's' }, snapshot],
  ['ListSnapshotOperations', { SnapshotName: 's' }, snapshot],
  ['ListApplications', {}, '*'],
  ['ListSnapshots', {}, '*'],
  ['ListTagsForResource', { ResourceARN: app }, app],
])('%s is about its resource', (action, input, resource) => {
  expect(asked(action, input)).toEqual([{ action: `kinesisanalytics:${action}`, resource, keys: {} }])
})

it('a role that is handed over needs to be passable', () => {
  const passed = (resource: string) => ({
    action: 'iam:PassRole',
    resource: role,
    keys: { 'iam:PassedToService': 'kinesisanalytics.amazonaws.com', 'iam:AssociatedResourceArn': resource },
  })
  const created = { ApplicationName: 'app', RuntimeEnvironment: 'FLINK-2_2', ServiceExecutionRole: role, Tags: tags }
  expect(asked('CreateApplication', created)).toEqual([
    { action: 'kinesisanalytics:CreateApplication', resource: app, keys: tagKeys },
    passed(app),
  ])
  expect(asked('UpdateApplication', { ApplicationName: 'app', ServiceExecutionRoleUpdate: role })[1]).toEqual(
    passed(app),
  )
  expect(asked('UpdateApplication', { ApplicationName: 'app' })).toHaveLength(1)
  const place = { BucketARN: 'arn:aws:s3:::b', KeyPrefix: 'k' }
  const destination = { DestinationType: 'S3', DestinationS3PrefixLocation: place, ExportRoleArn: role }
  expect(asked('ExportSnapshot', { SnapshotName: 's', ExportDestinationConfiguration: destination })[1]).toEqual(
    passed(snapshot),
  )
  const source = { SourceType: 'S3', SourceS3PrefixLocation: place, ImportRoleArn: role }
  expect(asked('ImportSnapshot', { SnapshotName: 's', ImportSourceConfiguration: source })[1]).toEqual(passed(snapshot))
})

it('a snapshot that is restored from or made is asked for too', () => {
  const restore = {
    ApplicationRestoreConfiguration: { ApplicationRestoreType: 'RESTORE_FROM_CUSTOM_SNAPSHOT', SnapshotArn: snapshot },
  }
  const both = (action: string, keys = {}) => [
    { action, resource: app, keys },
    { action, resource: snapshot, keys },
  ]
  expect(asked('StartApplication', { ApplicationName: 'app', RunConfiguration: restore })).toEqual(
    both('kinesisanalytics:StartApplication'),
  )
  expect(asked('UpdateApplication', { ApplicationName: 'app', RunConfigurationUpdate: restore })).toEqual(
    both('kinesisanalytics:UpdateApplication'),
  )
  expect(asked('CreateSnapshot', { ApplicationName: 'app', SnapshotName: 's', Tags: tags })).toEqual(
    both('kinesisanalytics:CreateSnapshot', tagKeys),
  )
})

it('tags of a request can be asked about', () => {
  expect(asked('TagResource', { ResourceARN: app, Tags: tags })[0]?.keys).toEqual(tagKeys)
  expect(asked('UntagResource', { ResourceARN: app, TagKeys: ['team'] })[0]?.keys).toEqual({ 'aws:TagKeys': ['team'] })
})

it('a denial is in the words of AWS', () => {
  const asked = {
    principalArn: 'arn:aws:iam::123456789012:user/ci',
    action: 'kinesisanalytics:StartApplication',
    resource: app,
  }
  expect(denialText({ ...asked, decision: 'implicit-deny' })).toBe(
    `User: arn:aws:iam::123456789012:user/ci is not authorized to perform: kinesisanalytics:StartApplication on resource: ${app} because no identity-based policy allows the kinesisanalytics:StartApplication action`,
  )
  expect(denialText({ ...asked, decision: 'explicit-deny' })).toBe(
    `User: arn:aws:iam::123456789012:user/ci is not authorized to perform: kinesisanalytics:StartApplication on resource: ${app} with an explicit deny in an identity-based policy`,
  )
})
