import { builtInPolicies } from './built-in-policies.ts'
import { readPolicy } from './read-policy.ts'

const statement = (given: object = {}) => ({ Effect: 'Allow', Action: '*', Resource: '*', ...given })
const read = (given: object, rest: object = {}) =>
  readPolicy(JSON.stringify({ Version: '2012-10-17', Statement: [statement(given)], ...rest }))

it('a policy has statements of patterns and conditions', () => {
  const { version, statements } = read({
    Sid: 'A1',
    Condition: { StringLikeIfExists: { 'aws:ResourceTag/Team': 'x' } },
  })
  expect(version).toBe('2012-10-17')
  expect(statements).toMatchObject([
    {
      sid: 'A1',
      effect: 'Allow',
      actions: { patterns: ['*'], except: false },
      conditions: [{ key: 'aws:resourcetag/team', values: ['x'] }],
    },
  ])
})

it('those that come with the installation can be read', () => {
  for (const { document } of builtInPolicies) expect(readPolicy(document).statements.length).toBeGreaterThan(0)
})

describe('a policy is refused by the element that is wrong', () => {
  it.each<[string, string, RegExp]>([
    ['no JSON', '{', /^The policy is not JSON/],
    ['no object', '[]', /^The policy must be a JSON object/],
    ['too long', `"${'x'.repeat(6200)}"`, /^The policy has 6202 characters; at most 6144/],
    ['full of spaces', JSON.stringify({ Id: ' '.repeat(13_000) }), /^The policy has too much white space/],
    ['no statement', '{"Version":"2012-10-17"}', /^Statement is required/],
    ['no statements', '{"Statement":[]}', /^Statement must have at least one/],
    ['another version', '{"Version":"2020-01-01","Statement":[]}', /^Version must be "2012-10-17"/],
    ['another element', '{"Statements":[]}', /^Statements is no element/],
  ])('%s', (_name, text, message) => expect(() => readPolicy(text)).toThrow(message))

  it.each<[string, object, RegExp]>([
    ['Effect', { Effect: 'allow' }, /^Statement\[0\].Effect must be "Allow" or "Deny"/],
    ['no action', { Action: undefined }, /^Statement\[0\] Action or NotAction is required/],
    ['two actions', { NotAction: '*' }, /^Statement\[0\] Action or NotAction cannot be used at once/],
    [
      'an action without a service',
      { Action: 'Start' },
      /^Statement\[0\].Action has the value "Start", which is not service:action/,
    ],
    [
      'a resource that is none',
      { Resource: 'app' },
      /^Statement\[0\].Resource has the value "app", which is not an ARN/,
    ],
    ['an empty list', { Action: [] }, /^Statement\[0\].Action must not be empty/],
    ['a principal', { Principal: '*' }, /^Statement\[0\].Principal is not allowed/],
    ['a misspelt element', { Conditions: {} }, /^Statement\[0\].Conditions is no element/],
    ['an operator', { Condition: { StringIs: {} } }, /^Statement\[0\].Condition.StringIs is no condition operator/],
    ['a key', { Condition: { Bool: { secure: 'true' } } }, /^Statement\[0\].Condition.Bool.secure is no condition key/],
    ['an address', { Condition: { IpAddress: { 'aws:SourceIp': '10.0.0' } } }, /aws:SourceIp has the value "10.0.0"/],
    ['a date', { Condition: { DateLessThan: { 'aws:CurrentTime': 'noon' } } }, /has the value "noon"/],
    ['a truth', { Condition: { Bool: { 'aws:SecureTransport': 'yes' } } }, /has the value "yes"/],
    ['a nested value', { Condition: { StringLike: { 'aws:username': { a: 1 } } } }, /must be a string or a list/],
  ])('%s', (_name, given, message) => expect(() => read(given)).toThrow(message))

  it('the same Sid twice', () => {
    const Statement = [statement({ Sid: 'A' }), statement({ Sid: 'A' })]
    expect(() => readPolicy(JSON.stringify({ Statement }))).toThrow('Statement has the Sid "A" more than once.')
  })
})
