// StartApplication to RUNNING through Weir, against the same job on a cluster started by hand, in turn, in one run:
//   node bench/start-time.mjs [rounds]
// Needs what `npm start` needs, bubblewrap, and the built service (node scripts/build.mjs).
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import {
  CreateApplicationCommand,
  DescribeApplicationCommand,
  KinesisAnalyticsV2Client,
  StartApplicationCommand,
  StopApplicationCommand,
} from '@aws-sdk/client-kinesis-analytics-v2'
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { cacheFolder } from '../scripts/cache-folder.mjs'
import { freePort, timeBareCluster } from './bare-cluster.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const rounds = Number(process.argv[2] ?? 5)
const jar = join(root, 'java/examples/flights/target/flights.jar')
const bare = {
  flinkHome: join(cacheFolder(), 'runtimes/flink-2.2.1'),
  jar,
  mainClass: 'io.weir.examples.flights.FlightsApplication',
}
const name = 'start-time'

const dataDir = mkdtempSync(join(tmpdir(), 'weir-bench-service-'))
const [port, s3Port] = [await freePort(), await freePort()]
const service = spawn(process.execPath, [join(root, 'dist/weir.js')], {
  env: { ...process.env, WEIR_DATA_DIR: dataDir, WEIR_PORT: String(port), WEIR_S3_PORT: String(s3Port) },
  stdio: 'ignore',
})
try {
  const clients = await ready()
  await createApplication(clients)
  await timeWeir(clients.flink) // a first start warms the caches of files for both
  const ratios = []
  for (let round = 1; round <= rounds; round += 1) {
    const [weir, peer] = [await timeWeir(clients.flink), await timeBareCluster(bare)]
    ratios.push(weir / peer)
    console.log(
      `round ${round}: Weir ${weir.toFixed(2)} s, bare Flink ${peer.toFixed(2)} s, ratio ${(weir / peer).toFixed(2)}`,
    )
  }
  const sorted = ratios.toSorted((a, b) => a - b)
  const [least, median, most] = [sorted[0], sorted[Math.floor(sorted.length / 2)], sorted.at(-1)]
  console.log(`Weir / bare Flink: median ${median.toFixed(2)} (${least.toFixed(2)} to ${most.toFixed(2)})`)
} finally {
  service.kill('SIGTERM')
  await new Promise((resolve) => service.once('close', resolve))
  rmSync(dataDir, { recursive: true, force: true })
}

async function ready() {
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

async function createApplication({ flink, s3 }) {
  await s3.send(new CreateBucketCommand({ Bucket: 'bench' }))
  await s3.send(new PutObjectCommand({ Bucket: 'bench', Key: 'flights.jar', Body: readFileSync(jar) }))
  await flink.send(
    new CreateApplicationCommand({
      ApplicationName: name,
      RuntimeEnvironment: 'FLINK-2_2',
      ServiceExecutionRole: 'arn:aws:iam::123456789012:role/weir-default',
      ApplicationConfiguration: {
        ApplicationCodeConfiguration: {
          CodeContentType: 'ZIPFILE',
          CodeContent: { S3ContentLocation: { BucketARN: 'arn:aws:s3:::bench', FileKey: 'flights.jar' } },
        },
        EnvironmentProperties: {
          PropertyGroups: [
            { PropertyGroupId: 'Proof', PropertyMap: { OutputPath: 's3://bench/output', RatePerSecond: '100' } },
          ],
        },
      },
    }),
  )
}

/** Seconds from the request to the status; the application is READY again afterwards. */
async function timeWeir(flink) {
  const started = performance.now()
  await flink.send(new StartApplicationCommand({ ApplicationName: name }))
  await reaches(flink, 'RUNNING')
  const seconds = (performance.now() - started) / 1000
  await flink.send(new StopApplicationCommand({ ApplicationName: name, Force: true }))
  await reaches(flink, 'READY')
  return seconds
}

async function reaches(flink, status) {
  for (;;) {
    const { ApplicationDetail } = await flink.send(new DescribeApplicationCommand({ ApplicationName: name }))
    if (ApplicationDetail.ApplicationStatus === status) return
    await pause(50)
  }
}
