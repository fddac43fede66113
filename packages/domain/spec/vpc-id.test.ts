import { vpcIdOf } from './vpc-id.ts'

it('is the same for the same subnets in any order, and another for others', () => {
  const id = vpcIdOf(['subnet-1', 'subnet-2'])
  expect(id).toMatch(/^vpc-[0-9a-f]{17}$/)
  expect(vpcIdOf(['subnet-2', 'subnet-1', 'subnet-2'])).toBe(id)
  expect(vpcIdOf(['subnet-1'])).not.toBe(id)
})

it('does not change from one release to the next', () => {
  expect(vpcIdOf(['subnet-1', 'subnet-2'])).toMatchInlineSnapshot(`"vpc-0b4230d2fe5a61774"`)
})
