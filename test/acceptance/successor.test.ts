// SIGTERM with WEIR_ON_STOP=keep: the clusters outlive their worker, for longer than its lease, and the next one on the same data
// directory goes on with the very same processes.
import {
  CreateApplicationCommand,
  StartApplicationCommand,
  StopApplicationCommand,
} from '@aws-sdk/client-kinesis-analytics-v2'
import { setTimeout as pause } from 'node:timers/promises'
import { watcher } from './harness/application.ts'
import { flightsJar, outputOf, proofApplication } from './harness/applications.ts'
import { controlClient, filesClient } from './harness/clients.ts'
import { makeBucket, upload } from './harness/files.ts'
import { flinkProcesses, processesOf } from './harness/processes.ts'
import { exactlyOnceUpTo, readProof } from './harness/proof.ts'
import { until } from './harness/until.ts'
import { startWeir, type Weir } from './harness/weir.ts'

const bucket = 'successor'
const name = 'stays'
const leaseSeconds = 10

let weir: Weir

beforeAll(async () => {
  weir = await startWeir({ WEIR_ON_STOP: 'keep', WEIR_LEASE_SECONDS: String(leaseSeconds) })
  await makeBucket(filesClient(weir), bucket)
  await upload(filesClient(weir), bucket, 'flights.jar', flightsJar)
})
afterAll(() => weir.destroy())

const clusterPids = () =>
  flinkProcesses(weir.dataDir)
    .map(({ pid }) => pid)
    .sort()

it('a worker that stops leaves its clusters to its successor', async () => {
  const client = controlClient(weir)
  const watch = watcher(weir, client)
  const proof = () => readProof(filesClient(weir), bucket, outputOf(name))
  await client.send(new CreateApplicationCommand(proofApplication({ name, bucket })))
  await client.send(new StartApplicationCommand({ ApplicationName: name }))
  await watch.reaches(name, 'RUNNING')
  await until('records', async () => (await proof()).highest > 0)
  const pids = clusterPids()

  expect((await weir.stop()).code).toBe(0)
  await pause(2 * leaseSeconds * 1000)
  expect(clusterPids()).toEqual(pids)

  await weir.start()
  await watch.reaches(name, 'RUNNING')
  const { highest } = await proof()
  await until('more records', async () => (await proof()).highest > highest, { seconds: 120 })
  expect(clusterPids()).toEqual(pids)

  await client.send(new StopApplicationCommand({ ApplicationName: name }))
  await watch.reaches(name, 'READY')
  const last = await proof()
  expect(last).toEqual(exactlyOnceUpTo(last.highest))
  await weir.stop()
  expect(processesOf(weir.dataDir)).toEqual([])
})
