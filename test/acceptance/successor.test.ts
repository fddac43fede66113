// SIGTERM with WEIR_ON_STOP=keep: the clusters outlive their worker, for longer than its lease, and the next one on the same data
// directory goes on with the very same processes. One that knows a newer release of Flink brings them to it in their window.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  CreateApplicationCommand,
  ListApplicationOperationsCommand,
  ListApplicationSnapshotsCommand,
  StartApplicationCommand,
  StopApplicationCommand,
  UpdateApplicationMaintenanceConfigurationCommand,
} from '@aws-sdk/client-kinesis-analytics-v2'
import { setTimeout as pause } from 'node:timers/promises'
import { watcher } from './harness/application.ts'
import { flightsJar, outputOf, proofApplication } from './harness/applications.ts'
import { controlClient, filesClient } from './harness/clients.ts'
import { makeBucket, upload } from './harness/files.ts'
import { flinkProcesses, processesOf } from './harness/processes.ts'
import { exactlyOnceUpTo, readProof } from './harness/proof.ts'
import { installedRelease } from './harness/tools.ts'
import { until } from './harness/until.ts'
import { startWeir, type Weir } from './harness/weir.ts'

const bucket = 'successor'
const name = 'stays'
const leaseSeconds = 10

const folder = mkdtempSync(join(tmpdir(), 'weir-releases-'))
const releases = join(folder, 'releases.json')

let weir: Weir

beforeAll(async () => {
  writeFileSync(releases, '[]')
  weir = await startWeir({
    WEIR_ON_STOP: 'keep',
    WEIR_LEASE_SECONDS: String(leaseSeconds),
    WEIR_RUNTIME_RELEASES: releases,
  })
  await makeBucket(filesClient(weir), bucket)
  await upload(filesClient(weir), bucket, 'flights.jar', flightsJar)
})
afterAll(async () => {
  await weir.destroy()
  rmSync(folder, { recursive: true, force: true })
})

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
})

it('a worker that knows a newer release brings the job to it inside its window, from a snapshot', async () => {
  const client = controlClient(weir)
  const watch = watcher(weir, client)
  const proof = () => readProof(filesClient(weir), bucket, outputOf(name))
  const application = { ApplicationName: name }
  // begun half an hour ago
  const begun = new Date(Date.now() - 30 * 60_000).toISOString().slice(11, 16)
  await client.send(
    new UpdateApplicationMaintenanceConfigurationCommand({
      ...application,
      ApplicationMaintenanceConfigurationUpdate: { ApplicationMaintenanceWindowStartTimeUpdate: begun },
    }),
  )
  const pids = clusterPids()
  writeFileSync(releases, JSON.stringify([{ ...installedRelease('FLINK-2_2'), revision: 2 }]))
  expect((await weir.stop()).code).toBe(0)
  expect(clusterPids()).toEqual(pids)
  await weir.start()

  const ended = await until('the maintenance to end', async () => {
    const { ApplicationOperationInfoList: operations = [] } = await client.send(
      new ListApplicationOperationsCommand({ ...application, Operation: 'ApplicationMaintenance' }),
    )
    return operations.find(({ OperationStatus }) => OperationStatus !== 'IN_PROGRESS')
  })
  expect(ended.OperationStatus).toBe('SUCCESSFUL')
  expect((await watch.describe(name)).ApplicationStatus).toBe('RUNNING')
  const { SnapshotSummaries = [] } = await client.send(new ListApplicationSnapshotsCommand(application))
  expect(SnapshotSummaries).toMatchObject([
    { SnapshotName: expect.stringMatching(/^APPLICATIONMAINTENANCE-/), SnapshotStatus: 'READY' },
  ])
  expect(clusterPids().some((pid) => pids.includes(pid))).toBe(false)
  const { highest } = await proof()
  await until('more records', async () => (await proof()).highest > highest)

  await client.send(new StopApplicationCommand({ ApplicationName: name }))
  await watch.reaches(name, 'READY')
  const last = await proof()
  expect(last).toEqual(exactlyOnceUpTo(last.highest))
  await weir.stop()
  expect(processesOf(weir.dataDir)).toEqual([])
})
