import { GetObjectCommand } from '@aws-sdk/client-s3'
import { paginateListApplicationSnapshots } from '@aws-sdk/client-kinesis-analytics-v2'
import { askPostgres } from '../ask-postgres.ts'
import type { Fleet } from '../fleet.ts'

const magic = 0x4960672d

/** An application's snapshots that are READY, newest first. */
export async function readySnapshots({ control }: Fleet, name: string): Promise<string[]> {
  const found: { name: string; at: number }[] = []
  for await (const page of paginateListApplicationSnapshots({ client: control }, { ApplicationName: name })) {
    for (const { SnapshotName = '', SnapshotStatus, SnapshotCreationTimestamp } of page.SnapshotSummaries ?? []) {
      if (SnapshotStatus !== 'READY') continue
      found.push({ name: SnapshotName, at: SnapshotCreationTimestamp?.getTime() ?? 0 })
    }
  }
  return found.sort((a, b) => b.at - a.at).map((each) => each.name)
}

/**
 * Each READY snapshot has a `_metadata` of Flink's where its row says; looked at for the newest ones, or for all. Some are restored for real
 * besides: `restores.ts`.
 */
export async function damagedSnapshots(fleet: Fleet, name: string, newest = Infinity): Promise<string[]> {
  const locations = new Map(
    (await locationsOf(fleet.postgres.port, name)).map((each) => [each.name, each.location] as const),
  )
  const ready = (await readySnapshots(fleet, name)).slice(0, newest)
  const faults = await Promise.all(
    ready.map(async (each) => {
      const location = locations.get(each)
      if (location === undefined) return [`snapshot ${each} is READY and nowhere`]
      const [, Bucket = '', Key = ''] = /^s3:\/\/([^/]+)\/(.*)$/.exec(`${location}/_metadata`) ?? []
      try {
        const { Body } = await fleet.files.send(new GetObjectCommand({ Bucket, Key }))
        const bytes = Buffer.from((await Body?.transformToByteArray()) ?? [])
        return bytes.length > 8 && bytes.readInt32BE(0) === magic ? [] : [`snapshot ${each} is no savepoint`]
      } catch (error) {
        return [`snapshot ${each} at ${location}: ${String(error)}`]
      }
    }),
  )
  return faults.flat()
}

const locationsOf = (port: number, name: string): Promise<{ name: string; location: string }[]> =>
  askPostgres(
    port,
    'select s.name, s.location from snapshots s join applications a on a.id = s.application_id where a.name = $1',
    [name],
  )
