import { gunzipSync } from 'node:zlib'
import type { Principal } from '@weir/service-model'
import { auditRecord } from './audit-record.ts'
import type { AuditedCall } from './audited-call.ts'
import { cloudTrailFile } from './cloudtrail-file.ts'

const id = '0f1e2d3c-4b5a-4978-8695-a4b3c2d1e0f0'
const principal: Principal = { accountId: '123456789012', arn: 'arn:aws:iam::123456789012:user/ann', userName: 'ann' }
const arn = 'arn:aws:kinesisanalytics:us-east-1:123456789012:application/flights'

const aCall = (given: Partial<AuditedCall>): AuditedCall => ({
  at: new Date('2026-03-01T12:00:00.750Z'),
  requestId: 'request-1',
  region: 'us-east-1',
  principal,
  accessKeyId: 'AKIA1',
  sourceIp: '192.0.2.7',
  userAgent: 'aws-cli/2',
  what: { action: 'ListApplications', input: {} },
  ...given,
})
const eventOf = (given: Partial<AuditedCall>) =>
  JSON.parse(auditRecord(id, aCall(given)).event) as Record<string, unknown>

const created = {
  ApplicationDetail: {
    ApplicationARN: arn,
    ApplicationName: 'flights',
    CreateTimestamp: new Date(0),
    ApplicationConfigurationDescription: {
      EnvironmentPropertyDescriptions: {
        PropertyGroupDescriptions: [{ PropertyGroupId: 'g', PropertyMap: { 'db.Password': 'hunter2', Rate: '10' } }],
      },
    },
  },
}

it('tells a call that changes something in full, but for its secrets', () => {
  const input = {
    ApplicationName: 'flights',
    ApplicationConfiguration: {
      ApplicationCodeConfiguration: {
        CodeContentType: 'ZIPFILE',
        CodeContent: { ZipFileContent: Buffer.from('hunter2'), TextContent: 'hunter2' },
      },
      EnvironmentProperties: {
        PropertyGroups: [
          {
            PropertyGroupId: 'g',
            PropertyMap: {
              'db.Password': 'hunter2',
              url: 'jdbc:postgresql://ann:hunter2@db/x',
              jaas: 'login required password="hunter2"',
              Rate: '10',
            },
          },
        ],
      },
    },
    Tags: [
      { Key: 'api-token', Value: 'hunter2' },
      { Key: 'Team', Value: 'Red' },
    ],
  }
  const record = auditRecord(id, aCall({ what: { action: 'CreateApplication', input, output: created } }))
  expect(record.event).not.toContain('hunter2')
  expect(record).toMatchObject({ id, eventName: 'CreateApplication', userName: 'ann', readOnly: false })
  expect(record.resources).toEqual(['flights', arn])
  const hidden = 'HIDDEN_DUE_TO_SECURITY_REASONS'
  expect(JSON.parse(record.event)).toEqual({
    eventVersion: '1.11',
    userIdentity: {
      type: 'IAMUser',
      principalId: expect.stringMatching(/^AIDA[A-Z2-7]{17}$/) as string,
      arn: principal.arn,
      accountId: '123456789012',
      accessKeyId: 'AKIA1',
      userName: 'ann',
    },
    eventTime: '2026-03-01T12:00:00Z',
    eventSource: 'kinesisanalytics.amazonaws.com',
    eventName: 'CreateApplication',
    awsRegion: 'us-east-1',
    sourceIPAddress: '192.0.2.7',
    userAgent: 'aws-cli/2',
    requestParameters: {
      applicationName: 'flights',
      applicationConfiguration: {
        applicationCodeConfiguration: {
          codeContentType: 'ZIPFILE',
          codeContent: { zipFileContent: hidden, textContent: hidden },
        },
        environmentProperties: {
          propertyGroups: [
            { propertyGroupId: 'g', propertyMap: { 'db.Password': hidden, url: hidden, jaas: hidden, Rate: '10' } },
          ],
        },
      },
      tags: [
        { key: 'api-token', value: hidden },
        { key: 'Team', value: 'Red' },
      ],
    },
    responseElements: {
      applicationDetail: {
        applicationARN: arn,
        applicationName: 'flights',
        createTimestamp: '1970-01-01T00:00:00.000Z',
        applicationConfigurationDescription: {
          environmentPropertyDescriptions: {
            propertyGroupDescriptions: [{ propertyGroupId: 'g', propertyMap: { 'db.Password': hidden, Rate: '10' } }],
          },
        },
      },
    },
    requestID: 'request-1',
    eventID: id,
    readOnly: false,
    resources: [{ accountId: '123456789012', type: 'AWS::KinesisAnalyticsV2::Application', ARN: arn }],
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: '123456789012',
    eventCategory: 'Management',
  })
})

it('leaves out what a call that only reads answered', () => {
  const what = { action: 'DescribeApplication', input: { ApplicationName: 'flights' }, output: created } as const
  expect(eventOf({ what })).toMatchObject({
    readOnly: true,
    requestParameters: { applicationName: 'flights' },
    responseElements: null,
  })
})

it('tells why a call was refused, and of one that was never read only that it came', () => {
  const error = { code: 'AccessDeniedException', message: 'User: x is not authorized' }
  expect(eventOf({ error, what: { action: 'StopApplication' } })).toMatchObject({
    errorCode: 'AccessDenied',
    errorMessage: 'User: x is not authorized',
    requestParameters: null,
    responseElements: null,
  })
})

it('hides the presigned URL', () => {
  const output = { AuthorizedUrl: 'https://weir/dashboard?key=hunter2' }
  const what = { action: 'CreateApplicationPresignedUrl', input: { ApplicationName: 'flights' }, output } as const
  expect(JSON.stringify(eventOf({ what }))).not.toContain('hunter2')
})

it('bounds what is large', () => {
  const ApplicationDescription = 'x'.repeat(200_000)
  const event = eventOf({
    what: { action: 'CreateApplication', input: { ApplicationDescription } },
    userAgent: 'u'.repeat(9999),
  })
  expect(event.requestParameters).toMatchObject({ omitted: true, originalSize: 200_029 })
  expect(JSON.stringify(event).length).toBeLessThan(3_000)
})

it('knows assumed roles', () => {
  const assumed = { ...principal, arn: 'arn:aws:sts::123456789012:assumed-role/deploy/ci', userName: 'ci' }
  expect(eventOf({ principal: assumed }).userIdentity).toMatchObject({
    type: 'AssumedRole',
    principalId: expect.stringMatching(/^AROA\w{17}:ci$/) as string,
    sessionContext: {
      sessionIssuer: { type: 'Role', arn: 'arn:aws:iam::123456789012:role/deploy', userName: 'deploy' },
    },
  })
})

it('records calls of other services by name', () => {
  const what = { eventSource: 'cloudtrail.amazonaws.com', eventName: 'LookupEvents', readOnly: true }
  expect(eventOf({ what })).toMatchObject({ ...what, requestParameters: null })
})

it('makes the same file of the same records', () => {
  const records = [auditRecord(id, aCall({})), auditRecord(id, aCall({}))]
  const file = { id, accountId: '123456789012', region: 'us-east-1', cutAt: new Date('2026-03-01T12:34:56Z') }
  const made = cloudTrailFile(file, records)
  expect(made.name).toBe(
    'AWSLogs/123456789012/CloudTrail/us-east-1/2026/03/01/123456789012_CloudTrail_us-east-1_20260301T1234Z_517604018998aa51.json.gz',
  )
  expect(cloudTrailFile(file, records)).toEqual(made)
  const { Records } = JSON.parse(gunzipSync(made.bytes).toString()) as { Records: { eventID: string }[] }
  expect(Records.map(({ eventID }) => eventID)).toEqual([id, id])
})

it('repeats no value that a message repeats', () => {
  const message =
    "2 validation errors detected: Value '{db.password=hunter2}' at 'a.propertyMap' failed to satisfy constraint: Map value; " +
    "Value 'it's at 'home' hunter3' at 'tags.1.member.value' failed to satisfy constraint: Member must have length less than 256"
  const { errorMessage } = eventOf({ error: { code: 'InvalidArgumentException', message } })
  expect(errorMessage).not.toMatch(/hunter/)
  expect(errorMessage).toMatch(/^2 validation errors.*at 'a.propertyMap' failed.*at 'tags.1.member.value' failed/)
})
