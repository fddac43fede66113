import { matchesLogFilter, parseLogFilter } from './log-filter.ts'

const matches = (pattern: string, text: string): boolean => matchesLogFilter(text, parseLogFilter(pattern))

it.each([
  ['', 'anything'],
  ['ERROR', 'an ERROR here'],
  ['ERROR disk', 'disk: ERROR'],
  ['"disk full"', 'the disk full of it'],
  ['-INFO', 'WARN only'],
  ['?ERROR ?WARN', 'a WARN'],
  ['job ?ERROR ?WARN -"not this"', 'a job in WARN'],
  ['a.*b', 'literally a.*b'],
  ['"say \\"no\\""', 'they say "no"'],
  ['-"-"', 'plain'],
])('%j matches %j', (pattern, text) => {
  expect(matches(pattern, text)).toBe(true)
})

it.each([
  ['error', 'an ERROR here'],
  ['ERROR disk', 'ERROR'],
  ['"disk full"', 'full disk'],
  ['-INFO', 'INFO'],
  ['?ERROR ?WARN', 'INFO'],
  ['a.*b', 'a--b'],
])('%j does not match %j', (pattern, text) => {
  expect(matches(pattern, text)).toBe(false)
})

it.each(['{ $.level = "x" }', '[a, b]', '%ab+%', '"no end', '-', '?', '""', 'x'.repeat(1_025), 'x '.repeat(33)])(
  'refuses %j',
  (pattern) => {
    expect(() => parseLogFilter(pattern)).toThrow(/^The filter /)
  },
)
