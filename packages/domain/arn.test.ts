import { parseApplicationArn, parseSnapshotArn } from './arn.ts'

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
