import { refusalOf } from '@weir/testkit'
import fc from 'fast-check'
import { cutPage, decodeToken, encodeToken } from './paging.ts'

describe('pages', () => {
  it('have a last entry only when there is more', () => {
    expect(cutPage([1, 2, 3], 2)).toEqual({ entries: [1, 2], last: 2 })
    expect(cutPage([1, 2], 2)).toEqual({ entries: [1, 2] })
  })

  it('go on from any name that the model allows', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-zA-Z0-9_.-]{1,256}$/), (name) => {
        const token = encodeToken('snapshot', name)
        expect(token.length).toBeLessThanOrEqual(512)
        expect(decodeToken('snapshot', token)).toBe(name)
      }),
    )
  })

  it.each(['', 'nonsense', '***', encodeToken('operation', 'x'), btoa('snapshot:')])(
    'refuse the token %j',
    async (token) => {
      expect(await refusalOf(() => decodeToken('snapshot', token))).toMatchObject({ name: 'InvalidArgumentException' })
    },
  )
})
