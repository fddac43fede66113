import { access, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { clusterLayout } from '../cluster-layout.ts'
import { readLease, writeLease } from '../processes/lease.ts'
import { claimMember } from './claim-member.ts'
import { claim, claimFor, claimOf, forgetClaim, isMember, isMemberOf, listClaims, memberName } from './claims.ts'

let root: string
let clustersDir: string
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'weir-claims-'))
  clustersDir = join(root, 'clusters')
})
afterEach(() => rm(root, { recursive: true, force: true }))

const leaseUntil = new Date(2_000_000_000_000)
const request = { applicationId: 'application', deploymentId: 'deployment' }

const waiting = async (): Promise<string> => {
  const name = memberName('keeper')
  const layout = clusterLayout(clustersDir, name)
  await mkdir(layout.conf, { recursive: true })
  await writeLease(layout.lease, new Date(1_000))
  await writeFile(join(layout.conf, 'name'), name)
  return name
}
const oneOf = (names: readonly string[]) => {
  const left = [...names]
  return () => left.shift()
}
const claimed = (names: readonly string[], given = request) =>
  claimMember({ clustersDir, request: given, leaseUntil, next: oneOf(names) })
const nameIn = (deploymentId: string): Promise<string> =>
  readFile(join(clusterLayout(clustersDir, deploymentId).conf, 'name'), 'utf8')

describe('claims', () => {
  it('are made once, whoever tries', async () => {
    const tries = await Promise.all(
      ['a', 'b', 'c', 'd'].map((deploymentId) =>
        claim(clustersDir, { memberId: 'pool-x-1', applicationId: 'application', deploymentId }),
      ),
    )
    expect(tries.filter(Boolean)).toHaveLength(1)
    const winner = await claimOf(clustersDir, 'pool-x-1')
    expect(winner?.deploymentId).toBe(['a', 'b', 'c', 'd'][tries.indexOf(true)])
    expect(await listClaims(clustersDir)).toEqual([winner])
  })

  it('are found by their deployment until they are forgotten', async () => {
    const made = { memberId: 'pool-x-1', ...request }
    expect(await claimFor(clustersDir, 'deployment')).toBeUndefined()
    await claim(clustersDir, made)
    expect(await claimFor(clustersDir, 'deployment')).toEqual(made)
    await forgetClaim(clustersDir, 'pool-x-1')
    expect(await claimFor(clustersDir, 'deployment')).toBeUndefined()
  })

  it('name members that no deployment is called like', () => {
    const name = memberName('keeper')
    expect([isMember(name), isMemberOf('keeper', name), isMemberOf('other', name)]).toEqual([true, true, false])
    expect(isMember('0fd5be38-1f66-4d48-9a6b-1f7e1d3b2f11')).toBe(false)
  })
})

describe('a deployment that claims a member', () => {
  it('gets its files under its own name, with a lease of its own', async () => {
    const name = await waiting()
    expect(await claimed([name])).toBe(name)
    expect(await nameIn('deployment')).toBe(name)
    await expect(access(clusterLayout(clustersDir, name).directory)).rejects.toThrow()
    expect(await readLease(clusterLayout(clustersDir, 'deployment').lease)).toBe(leaseUntil.getTime() - 1_500)
  })

  it('keeps the lease that it had been given before', async () => {
    const until = new Date(1_900_000_000_000)
    await writeLease(clusterLayout(clustersDir, 'deployment').lease, until)
    await claimed([await waiting()])
    expect(await readLease(clusterLayout(clustersDir, 'deployment').lease)).toBe(until.getTime() - 1_500)
  })

  it('goes on with the one it has, wherever it was cut off', async () => {
    const [first, second] = [await waiting(), await waiting()]
    await claim(clustersDir, { memberId: first, ...request })
    expect(await claimed([second])).toBe(first)
    expect(await claimed([second])).toBe(first)
    expect(await nameIn('deployment')).toBe(first)
    expect(await claimOf(clustersDir, second)).toBeUndefined()
  })

  it('takes the next where another deployment has been quicker', async () => {
    const [first, second] = [await waiting(), await waiting()]
    expect(await claimed([first], { applicationId: 'other', deploymentId: 'other' })).toBe(first)
    expect(await claimed([first, second])).toBe(second)
    expect(await claimed([first], { applicationId: 'third', deploymentId: 'third' })).toBeUndefined()
  })

  it('gets none when it has a cluster already', async () => {
    const { managerStarted, control } = clusterLayout(clustersDir, 'deployment')
    await mkdir(control, { recursive: true })
    await writeFile(managerStarted, '')
    const name = await waiting()
    expect(await claimed([name])).toBeUndefined()
    expect(await claimOf(clustersDir, name)).toBeUndefined()
  })

  it('never loses files to a member that comes too late', async () => {
    const name = await waiting()
    await claim(clustersDir, { memberId: name, ...request })
    const { conf } = clusterLayout(clustersDir, 'deployment')
    await mkdir(conf, { recursive: true })
    await expect(claimed([])).rejects.toThrow(/not the place of a new cluster/)
    await access(conf)
  })
})
