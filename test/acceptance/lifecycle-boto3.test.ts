// The whole life of an application, driven by boto3 (harness/life.py) on real Flink.
import { join } from 'node:path'
import { flightsJar, outputOf, proofApplication } from './harness/applications.ts'
import { filesClient } from './harness/clients.ts'
import { readProof } from './harness/proof.ts'
import { inputFile, python } from './harness/shell.ts'
import { startWeir, type Weir } from './harness/weir.ts'

const name = 'boto-life'
const bucket = 'boto-life-bucket'

let weir: Weir

beforeAll(async () => {
  weir = await startWeir()
})
afterAll(async () => weir.destroy())

it('goes through a whole life, each step ending as it should', async () => {
  const request = inputFile(weir, 'boto', proofApplication({ name, bucket })).replace('file://', '')
  const script = join(import.meta.dirname, 'harness/life.py')
  expect(await python(weir, script, request, flightsJar, bucket)).toEqual({
    created: 'READY',
    timestampIsWhole: true,
    started: 'SUCCESSFUL',
    running: 'RUNNING',
    wroteResults: true,
    snapshot: 'READY',
    updated: 'SUCCESSFUL',
    version: 2,
    stopped: 'SUCCESSFUL',
    unknownSnapshot: 'InvalidArgumentException',
    snapshots: ['by', 'UPDATEAPPLICATION', 'STOP'],
    startedAgain: 'SUCCESSFUL',
    stoppedAgain: 'SUCCESSFUL',
    stopWhenStopped: 400,
    deleted: true,
  })
})

it('wrote every record once over start, update, stop and restore', async () => {
  const proof = await readProof(filesClient(weir), bucket, outputOf(name))
  expect(proof.records).toBeGreaterThan(0)
  expect(proof).toMatchObject({ holes: 0, duplicates: 0, wrongState: 0 })
})
