// Weir as it is shipped: the built service with its embedded parts, used through the AWS SDK.
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import {
  CreateApplicationCommand,
  CreateApplicationSnapshotCommand,
  DescribeApplicationCommand,
  DescribeApplicationSnapshotCommand,
  KinesisAnalyticsV2Client,
  StartApplicationCommand,
  StopApplicationCommand,
  UpdateApplicationCommand,
} from '@aws-sdk/client-kinesis-analytics-v2'
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { freePort } from './bare-cluster.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** Starts the service; `jar` is what its applications run. */
export async function startWeir({ jar, settings = {} }) {
  const dataDir = mkdtempSync(join(tmpdir(), 'weir-bench-service-'))
  const [port, s3Port] = [await freePort(), await freePort()]
  const service = spawn(process.execPath, [join(root, 'dist/weir.js')], {
    env: { ...process.env, WEIR_DATA_DIR: dataDir, WEIR_PORT: String(port), WEIR_S3_PORT: String(s3Port), ...settings },
    stdio: 'ignore',
  })
  const stop = async () => {
    service.kill('SIGTERM')
    if (service.exitCode === null) await new Promise((resolve) => service.once('close', resolve))
    rmSync(dataDir, { recursive: true, force: true })
  }
  try {
    const { flink, s3 } = await ready({ service, port, s3Port, dataDir })
    await s3.send(new CreateBucketCommand({ Bucket: 'bench' }))
    await s3.send(new PutObjectCommand({ Bucket: 'bench', Key: 'application.jar', Body: readFileSync(jar) }))
    return {
      ...actions(flink),
      pid: service.pid,
      rest: () => newestRest(dataDir),
      /** Resolves when a warm cluster waits. */
      memberReady: async () => {
        while (!warmClusterWaits(dataDir)) await pause(100)
        await pause(1_000)
      },
      end: stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}

async function ready({ service, port, s3Port, dataDir }) {
  const endpoint = `http://127.0.0.1:${port}`
  for (;;) {
    const answer = await fetch(`${endpoint}/health/ready`).catch(() => undefined)
    if (answer?.ok) break
    if (service.exitCode !== null) throw new Error('Weir ended by itself')
    await pause(100)
  }
  const text = readFileSync(join(dataDir, 'credentials'), 'utf8')
  const value = (key) => new RegExp(`^${key}\\s*=\\s*(\\S+)`, 'm').exec(text)?.[1]
  const credentials = { accessKeyId: value('aws_access_key_id'), secretAccessKey: value('aws_secret_access_key') }
  const common = { region: 'us-east-1', credentials }
  return {
    flink: new KinesisAnalyticsV2Client({ ...common, endpoint }),
    s3: new S3Client({ ...common, endpoint: `http://127.0.0.1:${s3Port}`, forcePathStyle: true }),
  }
}

/** Each resolves with the seconds from the request to what was asked for. */
function actions(flink) {
  const reaches = async (name, status) => {
    for (;;) {
      const { ApplicationDetail } = await flink.send(new DescribeApplicationCommand({ ApplicationName: name }))
      if (ApplicationDetail.ApplicationStatus === status) return ApplicationDetail
      await pause(20)
    }
  }
  const timed = async (work) => {
    const started = performance.now()
    await work()
    return (performance.now() - started) / 1000
  }
  return {
    create: (name, properties, { parallelism = 1, perKpu = 2 } = {}) =>
      flink.send(
        new CreateApplicationCommand({
          ApplicationName: name,
          RuntimeEnvironment: 'FLINK-2_2',
          ServiceExecutionRole: 'arn:aws:iam::123456789012:role/weir-default',
          ApplicationConfiguration: {
            ApplicationCodeConfiguration: {
              CodeContentType: 'ZIPFILE',
              CodeContent: { S3ContentLocation: { BucketARN: 'arn:aws:s3:::bench', FileKey: 'application.jar' } },
            },
            FlinkApplicationConfiguration: {
              ParallelismConfiguration: {
                ConfigurationType: 'CUSTOM',
                Parallelism: parallelism,
                ParallelismPerKPU: perKpu,
                AutoScalingEnabled: false,
              },
            },
            EnvironmentProperties: {
              PropertyGroups: properties.map(({ PropertyGroupId, PropertyMap }) => ({ PropertyGroupId, PropertyMap })),
            },
            ApplicationSnapshotConfiguration: { SnapshotsEnabled: true },
          },
        }),
      ),
    start: (name) =>
      timed(async () => {
        await flink.send(new StartApplicationCommand({ ApplicationName: name }))
        await reaches(name, 'RUNNING')
      }),
    stop: (name, { force = true } = {}) =>
      timed(async () => {
        await flink.send(new StopApplicationCommand({ ApplicationName: name, Force: force }))
        await reaches(name, 'READY')
      }),
    snapshot: (name, snapshot) =>
      timed(async () => {
        const asked = { ApplicationName: name, SnapshotName: snapshot }
        await flink.send(new CreateApplicationSnapshotCommand(asked))
        for (;;) {
          const { SnapshotDetails } = await flink.send(new DescribeApplicationSnapshotCommand(asked))
          if (SnapshotDetails.SnapshotStatus === 'READY') return
          if (SnapshotDetails.SnapshotStatus === 'FAILED') throw new Error('the snapshot failed')
          await pause(20)
        }
      }),
    rescale: (name, parallelism) =>
      timed(async () => {
        const { ApplicationVersionId } = await reaches(name, 'RUNNING')
        await flink.send(
          new UpdateApplicationCommand({
            ApplicationName: name,
            CurrentApplicationVersionId: ApplicationVersionId,
            ApplicationConfigurationUpdate: {
              FlinkApplicationConfigurationUpdate: {
                ParallelismConfigurationUpdate: { ParallelismUpdate: parallelism },
              },
            },
          }),
        )
        await reaches(name, 'RUNNING')
      }),
  }
}

/** Where the newest cluster's REST API is, and the key that opens it. */
function newestRest(dataDir) {
  const clusters = join(dataDir, 'clusters')
  const configs = readdirSync(clusters).flatMap((name) => {
    const file = join(clusters, name, 'conf', 'config.yaml')
    const at = statSync(file, { throwIfNoEntry: false })?.mtimeMs
    return at === undefined ? [] : [{ file, at }]
  })
  const { file } = configs.sort((a, b) => b.at - a.at)[0]
  const port = Number(/^rest\.port: (\d+)$/m.exec(readFileSync(file, 'utf8'))[1])
  return { port, keys: JSON.parse(readFileSync(join(dirname(file), 'keys.json'), 'utf8')) }
}

function warmClusterWaits(dataDir) {
  const clusters = join(dataDir, 'clusters')
  const names = readdirSync(clusters).filter((name) => name.startsWith('pool-'))
  return names.some((name) => existsSync(join(clusters, name, 'control', 'waits')))
}
