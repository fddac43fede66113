import { parseStatus } from '../processes/process-origin.ts'
import { accountFiles, userOf } from './cluster-user.ts'

const whole = '         0          0 4294967295\n'

it('gives clusters users of their own, always the same, far above those of people', () => {
  const users = Array.from({ length: 1_000 }, (_, n) => userOf(`/clusters/${n}`, whole))
  expect(new Set(users).size).toBe(1_000)
  expect(Math.min(...users)).toBeGreaterThanOrEqual(1_900_000_000)
  expect(userOf('/clusters/1', whole)).toBe(users[1])
})

it.each([
  ['0 100000 65536', 20_000, 65_535],
  ['0 1000 1', 65_534, 65_534],
  ['0 1000 1\n1 100000 65536', 20_000, 65_536],
])('stays within the users that a container has: %s', (map, least, most) => {
  for (const name of ['a', 'b', 'c']) {
    const user = userOf(name, map)
    expect(user).toBeGreaterThanOrEqual(least)
    expect(user).toBeLessThanOrEqual(most)
  }
})

it('has a name', () => {
  expect(accountFiles({ uid: 7, gid: 8 }).passwd).toMatch(/^flink:x:7:8:/)
})

it('reads what the kernel tells of a process', () => {
  const text = 'Name:\tjava\nPPid:\t41\nUid:\t1900000001\t1900000001\t1900000001\t1900000001\nNSpid:\t77\t3\n'
  expect(parseStatus(text)).toEqual({ parent: 41, uid: 1_900_000_001, numbers: [77, 3] })
})
