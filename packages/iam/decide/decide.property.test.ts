import fc from 'fast-check'
import { decide } from './decide.ts'
import { matches, readPattern } from './pattern.ts'
import { readPolicy } from '../policy/read-policy.ts'
import { requestContext } from './request-context.ts'

const piece = fc.constantFrom('a', 'b', 'ab', '*', '?', '')
const name = fc.array(fc.constantFrom('a', 'b'), { maxLength: 6 }).map((letters) => letters.join(''))
const pattern = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(''))
const app = (rest: string) => `arn:aws:kinesisanalytics:us-east-1:123456789012:application/${rest}`
const statement = fc.record({
  Effect: fc.constantFrom('Allow', 'Deny'),
  Action: fc.constantFrom('*', 'kinesisanalytics:*', 'kinesisanalytics:Start*', 's3:*'),
  Resource: fc.oneof(fc.constant('*'), pattern.map(app)),
})
const policies = fc.array(fc.array(statement, { minLength: 1, maxLength: 4 }), { maxLength: 4 })
const read = (documents: object[][]) =>
  documents.map((Statement) => readPolicy(JSON.stringify({ Version: '2012-10-17', Statement })))
const request = (rest: string) => ({
  action: 'kinesisanalytics:StartApplication',
  resource: app(rest),
  context: requestContext({}),
})

it('a pattern matches what the regular expression of the same meaning matches', () => {
  fc.assert(
    fc.property(pattern, name, (glob, text) => {
      const expression = new RegExp(`^${glob.replaceAll('*', '.*').replaceAll('?', '.')}$`, 's')
      expect(matches(readPattern(glob)!, text)).toBe(expression.test(text))
    }),
    { numRuns: 5_000 },
  )
})

it('a pattern without wildcards matches itself alone, whatever is in it', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (text, other) => {
      expect(matches(readPattern(text, { wildcards: false })!, text)).toBe(true)
      expect(matches(readPattern(text, { wildcards: false })!, other)).toBe(text === other)
    }),
  )
})

it('many wildcards in a pattern take no more than their share of time', () => {
  const hostile = readPattern('*a'.repeat(200) + 'b')!
  expect(matches(hostile, 'a'.repeat(2_000))).toBe(false)
})

it('neither the order of policies nor how statements are spread over them matters', () => {
  fc.assert(
    fc.property(policies, name, (documents, rest) => {
      const decision = decide(read(documents), request(rest))
      expect(decide(read(documents.toReversed()), request(rest))).toBe(decision)
      const together = documents.flat()
      expect(decide(together.length === 0 ? [] : read([together]), request(rest))).toBe(decision)
    }),
    { numRuns: 2_000 },
  )
})

it('an allow more never takes a right away but a deny for everything takes them all', () => {
  fc.assert(
    fc.property(policies, name, (documents, rest) => {
      const decision = decide(read(documents), request(rest))
      const more = [...documents, [{ Effect: 'Allow', Action: '*', Resource: '*' }]]
      expect(decide(read(more), request(rest))).toBe(decision === 'explicit-deny' ? decision : 'allow')
      const none = [...documents, [{ Effect: 'Deny', Action: '*', Resource: '*' }]]
      expect(decide(read(none), request(rest))).toBe('explicit-deny')
    }),
    { numRuns: 2_000 },
  )
})

it('whatever is sent as a policy is read or refused by name', () => {
  const anything = fc.oneof(
    fc.jsonValue(),
    fc.record({ Version: fc.constant('2012-10-17'), Statement: fc.jsonValue() }),
    fc.record({
      Statement: fc.record({
        Effect: fc.jsonValue(),
        Action: fc.jsonValue(),
        Resource: fc.jsonValue(),
        Condition: fc.jsonValue(),
      }),
    }),
  )
  fc.assert(
    fc.property(anything, (value) => {
      try {
        decide([readPolicy(JSON.stringify(value))], request('a'))
      } catch (error) {
        expect(error).toMatchObject({ name: 'MalformedPolicyError' })
      }
    }),
    { numRuns: 3_000 },
  )
})
