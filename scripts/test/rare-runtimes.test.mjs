import { needRareRuntimes } from './rare-runtimes.mjs'

it('fetches rare runtimes only for the tests that need them', () => {
  expect(needRareRuntimes([])).toBe(true)
  expect(needRareRuntimes(['python'])).toBe(true)
  expect(needRareRuntimes(['lifecycle-boto3'])).toBe(false)
})
