import { sampleText } from './sample-text.ts'

const bytes = new TextEncoder().encode('\uFEFFnaïve')

it('is read without its byte order mark', () => {
  expect(sampleText(bytes, { complete: true })).toBe('naïve')
})

it('ends before a character that is cut through', () => {
  expect(sampleText(bytes.subarray(0, 6), { complete: false })).toBe('na')
  expect(sampleText(bytes.subarray(0, 6), { complete: true })).toBeUndefined()
})

it('is none of other bytes', () => {
  expect(sampleText(new Uint8Array([0x50, 0x4b, 0xff, 0xfe]), { complete: false })).toBeUndefined()
})
