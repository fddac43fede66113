// kill -9 of every part in every phase: the application gets where it was going or fails by name, at most one cluster
// lives at any time, nothing is orphaned, and the results stay exactly-once.
import {
  CreateApplicationCommand,
  CreateApplicationSnapshotCommand,
  StartApplicationCommand,
  StopApplicationCommand,
  type ApplicationOperationInfoDetails,
  type KinesisAnalyticsV2Client,
} from '@aws-sdk/client-kinesis-analytics-v2'
import type { S3Client } from '@aws-sdk/client-s3'
import { watcher } from './harness/application.ts'
import { flightsJar, outputOf, proofApplication } from './harness/applications.ts'
import { controlClient, filesClient } from './harness/clients.ts'
import { startCensus } from './harness/cluster-census.ts'
import { makeBucket, upload } from './harness/files.ts'
import { flinkProcesses, postmaster, processesOf } from './harness/processes.ts'
import { exactlyOnceUpTo, readProof } from './harness/proof.ts'
import { until } from './harness/until.ts'
import { startWeir, type Weir } from './harness/weir.ts'

const bucket = 'crashes'

let weir: Weir
let client: KinesisAnalyticsV2Client
let files: S3Client
let census: ReturnType<typeof startCensus>

beforeAll(async () => {
  weir = await startWeir()
  client = controlClient(weir)
  files = filesClient(weir)
  census = startCensus(weir.dataDir)
  await makeBucket(files, bucket)
  await upload(files, bucket, 'flights.jar', flightsJar)
})
afterAll(async () => {
  await census.stop()
  await weir.destroy()
})

/** Ends one process for good and waits until it is gone. */
async function killHard(pid: number | undefined): Promise<void> {
  if (pid === undefined) throw new Error('the victim is not there')
  process.kill(pid, 'SIGKILL')
  await until(`process ${pid} to be gone`, async () => !processesOf(weir.dataDir).some((each) => each.pid === pid))
}

/** Kills the database's main process and waits for its successor: its sessions may still answer for a moment after it. */
async function killPostgres(): Promise<void> {
  const victim = postmaster(weir.dataDir)?.pid
  await killHard(victim)
  await until('another postmaster', async () => {
    const found = postmaster(weir.dataDir)?.pid
    return found !== undefined && found !== victim
  })
}

/** Kills a Flink process of the application that runs now, as soon as there is one. */
const killFlink = (component: string) => async () => {
  const found = () => flinkProcesses(weir.dataDir).find((process) => process.component === component)
  await killHard((await until(`a ${component}`, async () => found(), { everyMs: 20 })).pid)
}

/** What a supervisor does: starts the service again when it ended. */
async function serviceIsBack(): Promise<void> {
  try {
    weir.pid()
  } catch {
    weir.launch()
  }
  await weir.ready().catch(async (error: unknown) => {
    if (!/ended by itself/.test(String(error))) throw error as Error
    await weir.start()
  })
}

const victims: Record<string, () => Promise<void>> = {
  service: () => weir.kill(),
  jobmanager: killFlink('jobmanager'),
  taskmanager: killFlink('taskmanager'),
  postgres: killPostgres,
}

it.each(Object.keys(victims))('survives kill -9 of the %s in every phase', async (victim) => {
  const name = `kill-${victim}`
  const watch = watcher(weir, client)
  const kill = async () => {
    await victims[victim]?.()
    await serviceIsBack()
  }
  const endsNamed = async (operationId: string | undefined): Promise<ApplicationOperationInfoDetails> => {
    const ended = await watch.operationEnds(name, operationId)
    if (ended.OperationStatus === 'SUCCESSFUL') return ended
    expect(ended.OperationFailureDetails?.ErrorInfo?.ErrorString).toMatch(/\w/)
    return ended
  }
  const proof = () => readProof(files, bucket, outputOf(name))
  const goesOn = async () => {
    const { highest } = await proof()
    await until('more records', async () => (await proof()).highest > highest, { seconds: 120 })
  }
  await client.send(new CreateApplicationCommand(proofApplication({ name, bucket })))

  // during the start
  let { OperationId } = await client.send(new StartApplicationCommand({ ApplicationName: name }))
  await kill()
  if ((await endsNamed(OperationId)).OperationStatus !== 'SUCCESSFUL') {
    await watch.reaches(name, 'READY')
    ;({ OperationId } = await client.send(new StartApplicationCommand({ ApplicationName: name })))
    expect(await watch.operationEnds(name, OperationId)).toMatchObject({ OperationStatus: 'SUCCESSFUL' })
  }
  await watch.reaches(name, 'RUNNING')
  await goesOn()

  // while it runs
  await kill()
  await watch.reaches(name, 'RUNNING')
  await goesOn()

  // during a snapshot
  await client.send(new CreateApplicationSnapshotCommand({ ApplicationName: name, SnapshotName: 'hit' }))
  await kill()
  expect((await watch.snapshotEnds(name, 'hit')).SnapshotStatus).toMatch(/^(READY|FAILED)$/)
  await watch.reaches(name, 'RUNNING')
  await goesOn()

  // during a stop
  const stop = await client.send(new StopApplicationCommand({ ApplicationName: name }))
  await kill()
  await endsNamed(stop.OperationId)
  const rests = await until('the application to rest', async () => {
    const { ApplicationStatus } = await watch.describe(name)
    return (ApplicationStatus === 'READY' || ApplicationStatus === 'RUNNING') && ApplicationStatus
  })
  if (rests === 'RUNNING') {
    await goesOn() // a job that is still recovering cannot be stopped with a snapshot
    const again = await client.send(new StopApplicationCommand({ ApplicationName: name }))
    expect(await watch.operationEnds(name, again.OperationId)).toMatchObject({ OperationStatus: 'SUCCESSFUL' })
    await watch.reaches(name, 'READY')
  }
  await until('no cluster to be left', async () => flinkProcesses(weir.dataDir).length === 0)

  const { highest, ...rest } = await proof()
  expect({ highest, ...rest }).toEqual(exactlyOnceUpTo(highest))
  expect(census.most()).toBe(1)
})

it('SIGTERM suspends what runs and leaves nothing; the next start resumes it', async () => {
  const name = 'suspended'
  const watch = watcher(weir, client)
  const proof = () => readProof(files, bucket, outputOf(name))
  await client.send(new CreateApplicationCommand(proofApplication({ name, bucket })))
  await client.send(new StartApplicationCommand({ ApplicationName: name }))
  await watch.reaches(name, 'RUNNING')
  await until('records', async () => (await proof()).highest > 0)

  const { code, seconds } = await weir.stop()
  expect(code).toBe(0)
  expect(seconds).toBeLessThan(30)
  expect(processesOf(weir.dataDir)).toEqual([])

  await weir.start()
  await watch.reaches(name, 'RUNNING')
  const { highest } = await proof()
  await until('it to go on', async () => (await proof()).highest > highest)
  await client.send(new StopApplicationCommand({ ApplicationName: name }))
  await watch.reaches(name, 'READY')
  const last = await proof()
  expect(last).toEqual(exactlyOnceUpTo(last.highest))
})

it('ends without an orphan', async () => {
  expect((await weir.stop()).code).toBe(0)
  expect(processesOf(weir.dataDir)).toEqual([])
})
