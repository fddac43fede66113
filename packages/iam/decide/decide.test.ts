import { decide } from './decide.ts'
import { readPolicy } from '../policy/read-policy.ts'
import { requestContext } from './request-context.ts'

const app = (name: string) => `arn:aws:kinesisanalytics:us-east-1:123456789012:application/${name}`
const policy = (...statements: object[]) => readPolicy(JSON.stringify({ Version: '2012-10-17', Statement: statements }))
const allow = (given: object = {}) => ({ Effect: 'Allow', Action: '*', Resource: '*', ...given })
const deny = (given: object = {}) => ({ Effect: 'Deny', Action: '*', Resource: '*', ...given })

const known = {
  'aws:username': 'ann',
  'aws:PrincipalArn': 'arn:aws:iam::123456789012:user/ann',
  'aws:SourceIp': '10.1.2.3',
  'aws:CurrentTime': '2026-06-01T12:00:00Z',
  'aws:SecureTransport': 'false',
  'aws:RequestedRegion': 'us-east-1',
  'aws:ResourceTag/team': 'Blue',
  'aws:TagKeys': ['team', 'env'],
}

const ask = (
  policies: ReturnType<typeof policy>[],
  { action = 'kinesisanalytics:StartApplication', resource = app('ci-1'), context = {} } = {},
) => decide(policies, { action, resource, context: requestContext({ ...known, ...context }) })

describe('a request', () => {
  it('that nothing allows is denied', () => {
    expect(ask([])).toBe('implicit-deny')
    expect(ask([policy(allow({ Action: 's3:*' }))])).toBe('implicit-deny')
  })

  it('is allowed by one statement of any policy', () => {
    expect(ask([policy(allow({ Action: 's3:*' })), policy(allow())])).toBe('allow')
  })

  it('is denied by one deny, wherever it stands', () => {
    expect(ask([policy(deny({ Resource: app('ci-*') }), allow())])).toBe('explicit-deny')
    expect(ask([policy(allow()), policy(deny())])).toBe('explicit-deny')
  })
})

describe.each<[string, object, string]>([
  ['its own name', { Action: 'kinesisanalytics:StartApplication' }, 'allow'],
  ['its name in other letters', { Action: 'KinesisAnalytics:startapplication' }, 'allow'],
  ['wildcards', { Action: ['s3:*', 'kinesisanalytics:St?rt*'] }, 'allow'],
  ['another action', { Action: 'kinesisanalytics:StopApplication' }, 'implicit-deny'],
  ['all but another', { NotAction: 'kinesisanalytics:Delete*', Action: undefined }, 'allow'],
  ['all but this', { NotAction: 'kinesisanalytics:St*', Action: undefined }, 'implicit-deny'],
])('an action by %s', (_name, statement, expected) => {
  it(expected, () => expect(ask([policy(allow(statement))])).toBe(expected))
})

describe.each<[string, object, string]>([
  ['its own ARN', { Resource: app('ci-1') }, 'allow'],
  ['a prefix', { Resource: app('ci-*') }, 'allow'],
  ['its ARN in other letters', { Resource: app('CI-1') }, 'implicit-deny'],
  ['wildcards in other parts', { Resource: 'arn:aws:kinesisanalytics:*:1234567890??:application/*' }, 'allow'],
  ['another region', { Resource: 'arn:aws:kinesisanalytics:eu-*:*:application/*' }, 'implicit-deny'],
  ['an ARN that is cut short', { Resource: 'arn:aws:kinesisanalytics' }, 'allow'],
  [
    'a wildcard that would have to reach over a colon',
    { Resource: 'arn:aws:kines*:application/ci-1' },
    'implicit-deny',
  ],
  ['all but another', { NotResource: app('prod'), Resource: undefined }, 'allow'],
  ['all but this', { NotResource: app('ci-?'), Resource: undefined }, 'implicit-deny'],
  ['its caller', { Resource: app('${aws:username}-*') }, 'implicit-deny'],
])('a resource by %s', (_name, statement, expected) => {
  it(expected, () => expect(ask([policy(allow(statement))])).toBe(expected))
})

it('what a variable stands for is text, whatever it looks like', () => {
  const own = policy(allow({ Resource: app('${aws:username}') }))
  expect(ask([own], { resource: app('ann') })).toBe('allow')
  expect(ask([own], { resource: app('ben'), context: { 'aws:username': '*' } })).toBe('implicit-deny')
  expect(ask([policy(allow({ Resource: app('${aws:nothing}') }))])).toBe('implicit-deny')
  expect(ask([policy(allow({ Resource: app("${aws:nothing, 'ci-1'}") }))])).toBe('allow')
})

it('the older version of the language has no variables', () => {
  const older = readPolicy(JSON.stringify({ Statement: allow({ Resource: app('${aws:username}') }) }))
  expect(ask([older], { resource: app('ann') })).toBe('implicit-deny')
})

it('an action without a resource is allowed by a wildcard only', () => {
  expect(ask([policy(allow())], { resource: '*' })).toBe('allow')
  expect(ask([policy(allow({ Resource: app('*') }))], { resource: '*' })).toBe('implicit-deny')
})

describe('a condition', () => {
  it.each<[string, object, boolean]>([
    ['on a tag', { StringEquals: { 'aws:ResourceTag/team': ['Red', 'Blue'] } }, true],
    ['on a tag with another value', { StringEquals: { 'aws:ResourceTag/team': 'blue' } }, false],
    ['on a tag in any letters', { StringEqualsIgnoreCase: { 'aws:resourcetag/TEAM': 'bLUE' } }, true],
    ['on a tag that is not there', { StringEquals: { 'aws:ResourceTag/env': 'x' } }, false],
    ['on a tag that need not be there', { StringEqualsIfExists: { 'aws:ResourceTag/env': 'x' } }, true],
    ['against a tag that is not there', { StringNotEquals: { 'aws:ResourceTag/env': 'x' } }, true],
    ['against several values', { StringNotLike: { 'aws:ResourceTag/team': ['R*', 'B*'] } }, false],
    ['by wildcards', { StringLike: { 'aws:ResourceTag/team': 'B?u*' } }, true],
    ['by a variable', { StringEquals: { 'aws:username': '${aws:username}' } }, true],
    ['on an address', { IpAddress: { 'aws:SourceIp': ['192.168.0.0/16', '10.0.0.0/8'] } }, true],
    ['on one address', { IpAddress: { 'aws:SourceIp': '10.1.2.4' } }, false],
    ['against an address', { NotIpAddress: { 'aws:SourceIp': '10.0.0.0/8' } }, false],
    ['on an address of another kind', { IpAddress: { 'aws:SourceIp': '::/0' } }, false],
    ['on time', { DateLessThan: { 'aws:CurrentTime': '2026-06-01T14:00:00+01:00' } }, true],
    ['on time in seconds', { DateGreaterThan: { 'aws:CurrentTime': '1780315200' } }, false],
    ['on transport', { Bool: { 'aws:SecureTransport': 'true' } }, false],
    ['on transport as JSON', { Bool: { 'aws:SecureTransport': false } }, true],
    ['on the region', { StringEquals: { 'aws:RequestedRegion': 'us-east-1' } }, true],
    ['on the principal', { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:user/a*' } }, true],
    ['against the principal', { ArnNotEquals: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/*' } }, true],
    ['that a key is missing', { Null: { 'aws:TokenIssueTime': 'true' } }, true],
    ['that a key is there', { Null: { 'aws:TokenIssueTime': 'false' } }, false],
    ['on every tag key', { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['team', 'env', 'cost'] } }, true],
    ['on every tag key, one of them strange', { 'ForAllValues:StringEquals': { 'aws:TagKeys': 'team' } }, false],
    ['on some tag key', { 'ForAnyValue:StringLike': { 'aws:TagKeys': 'te*' } }, true],
    ['on every value of nothing', { 'ForAllValues:StringEquals': { 'aws:Nothing': 'x' } }, true],
    ['on some value of nothing', { 'ForAnyValue:StringNotEquals': { 'aws:Nothing': 'x' } }, false],
    ['on a number that is none', { NumericLessThan: { 'aws:username': '5' } }, false],
    ['on two keys', { StringEquals: { 'aws:username': 'ann', 'aws:RequestedRegion': 'eu-west-1' } }, false],
  ])('%s', (_name, Condition, expected) => {
    expect(ask([policy(allow({ Condition }))])).toBe(expected ? 'allow' : 'implicit-deny')
  })

  it('knows an IPv4 address that came over IPv6', () => {
    const Condition = { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } }
    expect(ask([policy(allow({ Condition }))], { context: { 'aws:SourceIp': '::ffff:10.1.2.3' } })).toBe('allow')
  })
})

describe('no policy holds the service up', () => {
  // Each of these took minutes where a pattern looked for its parts by trying.
  const spaces = ' '.repeat(6000)

  it.each([
    ['spaces around a variable', `arn:aws:kinesisanalytics:*:*:\${${spaces},x}`],
    ['spaces around a default', `arn:aws:kinesisanalytics:*:*:\${${spaces},${spaces.slice(3000)}'x}`],
    ['variables that never end', `arn:aws:kinesisanalytics:*:*:${'${'.repeat(2900)}`],
    ['nothing but stars', `arn:aws:kinesisanalytics:*:*:${'*a'.repeat(2900)}`],
  ])('%s', (_name, Resource) => {
    const resource = app('a'.repeat(128))
    for (let i = 0; i < 20; i++) expect(ask([policy(allow({ Resource }))], { resource })).toBe('implicit-deny')
  })

  it('a variable may have spaces, and a default with commas', () => {
    const of = (variable: string) =>
      ask([policy(allow({ Resource: `arn:aws:kinesisanalytics:*:*:application/${variable}` }))])
    expect(of("\${ aws:none , 'ci-1' }")).toBe('allow')
    expect(of("\${aws:none,'a,b'}")).toBe('implicit-deny')
    expect(ask([policy(allow({ Resource: `${app('')}\${aws:none, 'a,b'}` }))], { resource: app('a,b') })).toBe('allow')
  })
})
