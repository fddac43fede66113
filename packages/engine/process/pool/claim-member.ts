import { readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { DeploymentRequest } from '@weir/domain'
import { clusterLayout } from '../cluster-layout.ts'
import { readLease, writeLease } from '../processes/lease.ts'
import { claim, claimFor } from './claims.ts'

/**
 * The member that belongs to a deployment: the one that an earlier launch has claimed, which may have been cut off anywhere, or else the one
 * that `next` gives. Undefined = there is none, or the deployment has a cluster of its own already. From the first line that is
 * written here on its files are the deployment's, and its processes are found as the deployment's.
 */
export async function claimMember({
  clustersDir,
  request: { applicationId, deploymentId },
  leaseUntil,
  next,
}: {
  clustersDir: string
  request: Pick<DeploymentRequest, 'applicationId' | 'deploymentId'>
  leaseUntil: Date
  next: () => string | undefined
}): Promise<string | undefined> {
  const found = await claimFor(clustersDir, deploymentId)
  if (found !== undefined) {
    await moveIn(clustersDir, { memberId: found.memberId, deploymentId, leaseUntil })
    return found.memberId
  }
  if (!(await isEmpty(clustersDir, deploymentId))) return undefined
  for (let memberId = next(); memberId !== undefined; memberId = next()) {
    if (!(await claim(clustersDir, { memberId, applicationId, deploymentId }))) continue
    await moveIn(clustersDir, { memberId, deploymentId, leaseUntil })
    return memberId
  }
  return undefined
}

/** The member's directory becomes the deployment's. Again and again the same: a crash may come between any two of these lines. */
async function moveIn(
  clustersDir: string,
  { memberId, deploymentId, leaseUntil }: { memberId: string; deploymentId: string; leaseUntil: Date },
): Promise<void> {
  const from = clusterLayout(clustersDir, memberId)
  const to = clusterLayout(clustersDir, deploymentId)
  if (!(await exists(from.directory))) return
  if (!(await isEmpty(clustersDir, deploymentId))) throw new Error(`${to.directory} is not the place of a new cluster.`)
  // The worker may have extended the lease of a deployment that had no cluster yet.
  const extended = await readLease(to.lease)
  await writeLease(from.lease, extended === 0 ? leaseUntil : new Date(extended + 1_500))
  await rm(to.directory, { recursive: true, force: true })
  await rename(from.directory, to.directory)
}

const exists = (directory: string): Promise<boolean> =>
  readdir(directory).then(
    () => true,
    () => false,
  )

/** Nothing but perhaps a lease. */
async function isEmpty(clustersDir: string, deploymentId: string): Promise<boolean> {
  const { directory } = clusterLayout(clustersDir, deploymentId)
  const names = await readdir(directory).catch((): string[] => [])
  const control = await readdir(join(directory, 'control')).catch((): string[] => [])
  return names.every((name) => name === 'control') && control.every((name) => name.startsWith('lease'))
}
