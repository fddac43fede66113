import fc from 'fast-check'
import { createSecretBox } from './secret-box.ts'

const [key, other] = [new Uint8Array(32).fill(1), new Uint8Array(32).fill(2)]
const box = createSecretBox({ key })

it('what is sealed opens for its own name, with its own key', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (secret, name) => {
      expect(box.open(box.seal(secret, name), name)).toBe(secret)
    }),
  )
  const sealed = box.seal('top-secret', 'AKIA1')
  expect(sealed).toMatch(/^sealed:[0-9a-f]{8}:[A-Za-z0-9+/=]+$/)
  expect(sealed).not.toContain('top-secret')
  expect(box.seal('top-secret', 'AKIA1')).not.toBe(sealed)
  expect(() => box.open(sealed, 'AKIA2')).toThrow('The sealed secret of AKIA2 has been changed.')
})

it('a key that is not the one is told by name', () => {
  const sealed = createSecretBox({ key: other }).seal('s', 'AKIA1')
  expect(() => box.open(sealed, 'AKIA1')).toThrow(
    /^The secret of AKIA1 was sealed with the key [0-9a-f]{8}, which is not WEIR_SECRET_KEY \([0-9a-f]{8}\)\. Give/,
  )
})

it('nobody changes it unnoticed', () => {
  const sealed = box.seal('secret', 'n')
  const [, id, content = ''] = sealed.split(':')
  const bytes = Buffer.from(content, 'base64')
  for (let index = 0; index < bytes.length; index += 1) {
    const changed = Buffer.from(bytes)
    changed[index]! ^= 1
    expect(() => box.open(`sealed:${id}:${changed.toString('base64')}`, 'n')).toThrow('has been changed')
  }
})

it('the previous key opens but does not seal, and text from before keys opens as it is', () => {
  const before = createSecretBox({ key: other })
  const rotating = createSecretBox({ key, previous: other })
  const old = before.seal('secret', 'n')
  expect(rotating.open(old, 'n')).toBe('secret')
  expect([rotating.isCurrent(old), rotating.isCurrent('plain')]).toEqual([false, false])
  const renewed = rotating.seal('secret', 'n')
  expect(box.isCurrent(renewed)).toBe(true)
  expect(box.open(renewed, 'n')).toBe('secret')
  expect(rotating.open('plain', 'n')).toBe('plain')
})

it('a key is 32 bytes', () => {
  expect(() => createSecretBox({ key: new Uint8Array(16) })).toThrow('32 bytes')
})
