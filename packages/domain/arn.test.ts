import {
  accountOfRole,
  applicationArn,
  bucketOfArn,
  isLogStreamArn,
  parseApplicationArn,
  parseSnapshotArn,
} from './arn.ts'

it.each([
  ['aws', 'us-east-1'],
  ['aws-cn', 'cn-north-1'],
])('a resource has one ARN, in the partition of its region: %s', (partition, region) => {
  const of = (partition: string, rest: string) => `arn:${partition}:kinesisanalytics:${region}:123456789012:${rest}`
  expect(parseApplicationArn(of(partition, 'application/flights'))).toMatchObject({ region, name: 'flights' })
  expect(parseSnapshotArn(of(partition, 'snapshot/flights'))).toMatchObject({ region, name: 'flights' })
  // Under a second one it would not be what a policy forbids.
  for (const other of ['aws', 'aws-cn', 'aws-us-gov', 'aws-x'].filter((each) => each !== partition)) {
    expect(parseApplicationArn(of(other, 'application/flights'))).toBeUndefined()
    expect(parseSnapshotArn(of(other, 'snapshot/flights'))).toBeUndefined()
  }
})

describe('ARNs', () => {
  it.each([
    ['us-east-1', 'arn:aws:kinesisanalytics:us-east-1:123456789012:application/flights'],
    ['cn-north-1', 'arn:aws-cn:kinesisanalytics:cn-north-1:123456789012:application/flights'],
    ['us-gov-west-1', 'arn:aws-us-gov:kinesisanalytics:us-gov-west-1:123456789012:application/flights'],
  ])('of applications in %s are made and read', (region, arn) => {
    const identity = { region, accountId: '123456789012', name: 'flights' }
    expect(applicationArn(identity)).toBe(arn)
    expect(parseApplicationArn(arn)).toEqual(identity)
  })

  it.each(['arn:aws:kinesisanalytics:us-east-1:123456789012:snapshot/s', 'arn:aws:s3:::b', 'flights'])(
    'of other things name no application: %s',
    (arn) => {
      expect(parseApplicationArn(arn)).toBeUndefined()
    },
  )

  it('of roles, buckets and log streams are taken by form', () => {
    expect(accountOfRole('arn:aws:iam::123456789012:role/service-role/r')).toBe('123456789012')
    expect(accountOfRole('arn:aws:iam::123456789012:user/u')).toBeUndefined()
    expect(bucketOfArn('arn:aws:s3:::my.code-bucket')).toBe('my.code-bucket')
    expect(bucketOfArn('arn:aws:s3:::bucket/key')).toBeUndefined()
    expect(isLogStreamArn('arn:aws:logs:eu-west-1:123456789012:log-group:/a/b:log-stream:c')).toBe(true)
    expect(isLogStreamArn('arn:aws:logs:eu-west-1:123456789012:log-group:/a/b:*')).toBe(false)
  })
})
