import {
  DescribeApplicationCommand,
  DescribeApplicationOperationCommand,
  DescribeApplicationSnapshotCommand,
  type ApplicationDetail,
  type ApplicationOperationInfoDetails,
  type ApplicationStatus,
  type KinesisAnalyticsV2Client,
} from '@aws-sdk/client-kinesis-analytics-v2'
import { until } from './until.ts'
import type { Weir } from './weir.ts'

/** Reads and waits, over one client. */
export function watcher(weir: Weir, client: KinesisAnalyticsV2Client) {
  const lastLog = () => `\n${weir.log().split('\n').slice(-25).join('\n')}`

  const describe = async (name: string): Promise<ApplicationDetail> => {
    const { ApplicationDetail } = await client.send(new DescribeApplicationCommand({ ApplicationName: name }))
    if (ApplicationDetail === undefined) throw new Error('DescribeApplication answered no ApplicationDetail')
    return ApplicationDetail
  }

  /** Waits for a status; ends early when the application rests in another one for good. */
  const reaches = async (name: string, status: ApplicationStatus, seconds = 180): Promise<ApplicationDetail> => {
    let seen = ''
    return await until(
      `${name} to be ${status}`,
      async () => {
        const detail = await describe(name)
        seen = detail.ApplicationStatus ?? ''
        return seen === status && detail
      },
      { seconds, lastKnown: () => `(it is ${seen})${lastLog()}` },
    )
  }

  /** Waits until an operation has ended, however. */
  const operationEnds = async (
    name: string,
    operationId: string | undefined,
    seconds = 180,
  ): Promise<ApplicationOperationInfoDetails> => {
    if (!operationId) throw new Error('the answer named no operation')
    return await until(
      `operation ${operationId} of ${name} to end`,
      async () => {
        const command = new DescribeApplicationOperationCommand({ ApplicationName: name, OperationId: operationId })
        const { ApplicationOperationInfoDetails: details } = await client.send(command)
        return details?.OperationStatus !== 'IN_PROGRESS' && details
      },
      { seconds, lastKnown: lastLog },
    )
  }

  /** Waits until a snapshot is READY or FAILED. */
  const snapshotEnds = async (name: string, snapshot: string, seconds = 120) =>
    await until(
      `snapshot ${snapshot} of ${name} to end`,
      async () => {
        const command = new DescribeApplicationSnapshotCommand({ ApplicationName: name, SnapshotName: snapshot })
        const { SnapshotDetails: details } = await client.send(command)
        return details?.SnapshotStatus !== 'CREATING' && details
      },
      { seconds, lastKnown: lastLog },
    )

  return { describe, reaches, operationEnds, snapshotEnds }
}
