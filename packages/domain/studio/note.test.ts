import { refusalOf } from '@weir/testkit'
import { requireNote } from './note.ts'

it.each(['{"id":"2H1","name":"flights"}', ' {"paragraphs":[],"name":"","id":"2H1","config":{}} '])(
  'takes the note %s',
  (text) => {
    expect(() => {
      requireNote(text)
    }).not.toThrow()
  },
)

it.each([
  '',
  'SELECT 1;',
  'null',
  '"id name"',
  '["id","name"]',
  '{"id":"2H1"}',
  '{"name":"flights"}',
  '{"id":1,"name":"flights"}',
  '{"id":"2H1","name":null}',
  '{"id":"2H1","name":"flights"',
  '['.repeat(100_000),
])('refuses %j', async (text) => {
  const refusal = await refusalOf(() => {
    requireNote(text)
  })
  expect(refusal).toMatchObject({
    name: 'InvalidArgumentException',
    message:
      "Zeppelin application code provided in TextContent must be a valid Zeppelin note JSON object containing 'id' and 'name' fields",
  })
})
