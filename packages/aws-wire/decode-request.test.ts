import { SerializationException } from '@weir/service-model'
import fc from 'fast-check'
import { decodeRequest } from './decode-request.ts'
import { measureJson } from './json-measure.ts'

const decodeText = (text: string) => decodeRequest(Buffer.from(text))

it('takes an empty body for an object without members', () => {
  expect(decodeText('')).toEqual({})
})

it('gives back any JSON value', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(decodeText(JSON.stringify(value))).toEqual(JSON.parse(JSON.stringify(value)))
    }),
  )
})

it.each([
  ['cut off', '{"a":'],
  ['no JSON', 'ApplicationName=a'],
  ['two values', '{}{}'],
  ['a string without an end', '{"a":"\\"'],
  ['nested 200 levels deep', '['.repeat(200) + ']'.repeat(200)],
  ['nested a million levels deep', '['.repeat(1_000_000)],
  ['70 MB of space', ' '.repeat(70_000_000)],
  ['70 MB of digits', '1'.repeat(70_000_000)],
  ['70 MB of brackets', '['.repeat(70_000_000)],
  ['of a million values', `[${'[],'.repeat(1_000_000)}0]`],
])('refuses a body that is %s', (_name, text) => {
  expect(() => decodeText(text)).toThrow(SerializationException)
})

it('refuses bytes that are not UTF-8', () => {
  expect(() => decodeRequest(Buffer.from([0x22, 0xff, 0x22]))).toThrow(/not valid JSON/)
})

it('measures depth and size as a parser would find them', () => {
  const depthOf = (value: unknown): number =>
    typeof value === 'object' && value !== null
      ? 1 + Math.max(0, ...Object.values(value).map((item) => depthOf(item)))
      : 0
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(measureJson(Buffer.from(JSON.stringify(value))).depth).toBe(depthOf(value))
    }),
  )
})

it('stops where a limit is passed', () => {
  const text = Buffer.from('[[[[[1,2,3,4]]]]]')
  expect(measureJson(text, { depth: 2, values: 100, steps: 100 }).depth).toBe(3)
  expect(measureJson(text, { depth: 9, values: 7, steps: 100 }).values).toBe(8)
})

it('finds the end of strings full of escapes', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('\\', '"', 'a', '[', ',')), (pieces) => {
      const text = JSON.stringify({ a: pieces.join(''), b: [1] })
      expect(measureJson(Buffer.from(text))).toMatchObject({ depth: 2, values: 4 })
    }),
  )
})

it('does not look inside strings', () => {
  expect(measureJson(Buffer.from(JSON.stringify({ a: '[{,"\\' })))).toEqual({ depth: 1, values: 2, steps: 5 })
})
