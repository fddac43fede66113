import { join } from 'node:path'
import type { CreateApplicationCommandInput, RuntimeEnvironment } from '@aws-sdk/client-kinesis-analytics-v2'
import { root } from './tools.ts'

/** The role that the embedded Weir has from the start. */
export const role = 'arn:aws:iam::123456789012:role/weir-default'

/** The sample application of this repository. */
export const flightsJar = join(root, 'java/examples/flights/target/flights.jar')

/** An application that fails in the named way; without a way, a jar that names no main class. */
export const brokenJar = (way = ''): string => join(root, `java/examples/broken/target/broken${way && `-${way}`}.jar`)

/** The request that creates a proof application: numbered records, keyed state, exactly-once files. */
export function proofApplication({
  name,
  runtime = 'FLINK-2_2',
  bucket,
  code = 'flights.jar',
  ratePerSecond = 200,
  parallelism = 1,
  properties = {},
}: {
  name: string
  runtime?: RuntimeEnvironment
  bucket: string
  code?: string
  ratePerSecond?: number
  parallelism?: number
  /** More of the property group Proof. */
  properties?: Readonly<Record<string, string>>
}) {
  return {
    ApplicationName: name,
    RuntimeEnvironment: runtime,
    ServiceExecutionRole: role,
    ApplicationConfiguration: {
      ApplicationCodeConfiguration: {
        CodeContentType: 'ZIPFILE',
        CodeContent: { S3ContentLocation: { BucketARN: `arn:aws:s3:::${bucket}`, FileKey: code } },
      },
      EnvironmentProperties: {
        PropertyGroups: [
          {
            PropertyGroupId: 'Proof',
            PropertyMap: {
              OutputPath: `s3://${bucket}/${outputOf(name)}`,
              RatePerSecond: String(ratePerSecond),
              ...properties,
            },
          },
        ],
      },
      FlinkApplicationConfiguration: {
        CheckpointConfiguration: {
          ConfigurationType: 'CUSTOM',
          CheckpointingEnabled: true,
          CheckpointInterval: 2000,
          MinPauseBetweenCheckpoints: 500,
        },
        ParallelismConfiguration: {
          ConfigurationType: 'CUSTOM',
          Parallelism: parallelism,
          ParallelismPerKPU: 2,
          AutoScalingEnabled: false,
        },
      },
      ApplicationSnapshotConfiguration: { SnapshotsEnabled: true },
    },
  } satisfies CreateApplicationCommandInput
}

/** Where a proof application writes. */
export function outputOf(name: string): string {
  return `out/${name}/`
}
