import type { Look } from '../look.ts'
import type { RestInput } from './read-input.ts'
import type { RestRoute } from '../route.ts'

/** Adds the creation time that AWS demands of whoever deletes, unless it is given. Who gives it deletes that one thing and no successor. */
export async function lookUpMembers({ lookedUp }: RestRoute, input: RestInput, look: Look): Promise<RestInput> {
  const { ApplicationName, SnapshotName, CreateTimestamp, SnapshotCreationTimestamp } = input
  if (lookedUp === 'application' && CreateTimestamp === undefined) {
    const { ApplicationDetail } = await look('DescribeApplication', { ApplicationName })
    return { ...input, CreateTimestamp: seconds(ApplicationDetail.CreateTimestamp) }
  }
  if (lookedUp === 'applicationSnapshot' && SnapshotCreationTimestamp === undefined) {
    const { SnapshotDetails } = await look('DescribeApplicationSnapshot', { ApplicationName, SnapshotName })
    return { ...input, SnapshotCreationTimestamp: seconds(SnapshotDetails.SnapshotCreationTimestamp) }
  }
  if (lookedUp === 'snapshot' && SnapshotCreationTimestamp === undefined) {
    const { SnapshotInfoDetails } = await look('DescribeSnapshot', { SnapshotName })
    return { ...input, SnapshotCreationTimestamp: seconds(SnapshotInfoDetails.SnapshotCreationTimestamp) }
  }
  return input
}

const seconds = (time: Date | undefined): number | undefined => time && time.getTime() / 1000
