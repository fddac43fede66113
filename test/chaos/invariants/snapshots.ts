import { GetObjectCommand } from '@aws-sdk/client-s3'
import { ListApplicationSnapshotsCommand } from '@aws-sdk/client-kinesis-analytics-v2'
import { askPostgres } from '../ask-postgres.ts'
import type { Fleet } from '../fleet.ts'

const magic = 0x4960672d

/** Each READY snapshot has a `_metadata` of Flink's where its row says. Some are restored for real besides: `restores`. */
export async function damagedSnapshots({ control, files, postgres }: Fleet, name: string): Promise<string[]> {
  const { SnapshotSummaries = [] } = await control.send(new ListApplicationSnapshotsCommand({ ApplicationName: name }))
  const ready = new Set(
    SnapshotSummaries.filter(({ SnapshotStatus }) => SnapshotStatus === 'READY').map(
      ({ SnapshotName }) => SnapshotName,
    ),
  )
  const locations = await locationsOf(postgres.port, name)
  const faults = await Promise.all(
    locations
      .filter((each) => ready.has(each.name))
      .map(async (each) => {
        const [, Bucket = '', Key = ''] = /^s3:\/\/([^/]+)\/(.*)$/.exec(`${each.location}/_metadata`) ?? []
        try {
          const { Body } = await files.send(new GetObjectCommand({ Bucket, Key }))
          const bytes = Buffer.from((await Body?.transformToByteArray()) ?? [])
          return bytes.length > 8 && bytes.readInt32BE(0) === magic ? [] : [`snapshot ${each.name} is no savepoint`]
        } catch (error) {
          return [`snapshot ${each.name} at ${each.location}: ${String(error)}`]
        }
      }),
  )
  const lost = [...ready].filter((each) => !locations.some((row) => row.name === each))
  return [...faults.flat(), ...lost.map((each) => `snapshot ${each} is READY and nowhere`)]
}

const locationsOf = (port: number, name: string): Promise<{ name: string; location: string }[]> =>
  askPostgres(
    port,
    'select s.name, s.location from snapshots s join applications a on a.id = s.application_id where a.name = $1',
    [name],
  )
