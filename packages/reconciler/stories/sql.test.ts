import type { Application, SqlSpec } from '@weir/domain'
import { anApplication, aRoleAccess, aSpec, aVersion } from '@weir/testkit'
import { deploymentRequest } from '../deployment/deployment-request.ts'
import { createWorld } from './world.ts'

const orders = 'arn:aws:kinesis:us-east-1:123456789012:stream/orders'
const schema = {
  RecordColumns: [{ Name: 'price', SqlType: 'DOUBLE', Mapping: '$.price' }],
  RecordFormat: {
    RecordFormatType: 'JSON' as const,
    MappingParameters: { JSONMappingParameters: { RecordRowPath: '$' } },
  },
}
const sql: SqlSpec = {
  inputs: [{ id: '1.1', namePrefix: 'ORDERS', source: { kind: 'streams', arn: orders }, parallelism: 2, schema }],
  outputs: [{ id: '1.1', name: 'TOTALS', destination: { kind: 'streams', arn: orders }, format: 'CSV' }],
  referenceDataSources: [
    { id: '2.1', tableName: 'SHOPS', bucketArn: 'arn:aws:s3:::shops', fileKey: 'shops.json', schema },
  ],
}
const aSqlApplication = (given: Partial<Application> = {}): Application =>
  anApplication({
    spec: {
      ...aSpec({ runtimeEnvironment: 'SQL-1_0', code: { contentType: 'PLAINTEXT', text: 'CREATE …' }, sql }),
      flink: undefined,
      snapshotsEnabled: undefined,
    },
    runConfiguration: { startingPositions: { '1.1': 'TRIM_HORIZON' } },
    ...given,
  })

const createSqlWorld = async () => {
  const world = createWorld()
  const record = aSqlApplication()
  await world.store.transaction(async (tx) => {
    await tx.applications.insert(record)
    await tx.versions.insert(aVersion({ applicationId: record.id, spec: record.spec }))
  })
  return { ...world, id: record.id }
}

it('asks the engine for the code with everything bound', async () => {
  const { store, id, ask, driveTo } = await createSqlWorld()
  await ask(id, 'StartApplication', { restore: { kind: 'none' } })
  await driveTo(id, 'RUNNING')
  const deployment = await store.deployments.newest(id)
  if (deployment === undefined) throw new Error('no deployment')
  const application = aSqlApplication({ id })
  const bindings = {
    [orders]: { kind: 'kafka', bootstrapServers: 'kafka:9092', topic: 'orders', properties: {} } as const,
  }
  const request = deploymentRequest({
    application,
    spec: application.spec,
    deployment,
    access: aRoleAccess(),
    stateRoot: 'file:/state',
    bindings,
  })
  const columns = [{ name: 'price', sqlType: 'DOUBLE', mapping: '$.price' }]
  expect(request).toMatchObject({
    runtimeEnvironment: 'SQL-1_0',
    code: undefined,
    parallelism: 1,
    parallelismPerKpu: 1,
    checkpointing: { enabled: true, intervalMs: 10_000 },
    logLevel: 'INFO',
    sql: {
      text: 'CREATE …',
      inputs: [
        {
          id: '1.1',
          namePrefix: 'ORDERS',
          parallelism: 2,
          startingPosition: 'TRIM_HORIZON',
          schema: { format: 'JSON', recordRowPath: '$', columns },
          source: bindings[orders],
        },
      ],
      outputs: [{ id: '1.1', name: 'TOTALS', format: 'CSV', destination: bindings[orders] }],
      referenceTables: [{ id: '2.1', tableName: 'SHOPS', bucket: 'shops', key: 'shops.json', schema: { columns } }],
    },
  })
})

it('goes on from the snapshot of its stop', async () => {
  const { id, ask, driveTo, deployment } = await createSqlWorld()
  await ask(id, 'StartApplication', { restore: { kind: 'none' } })
  await driveTo(id, 'RUNNING')
  await ask(id, 'StopApplication', { snapshot: 'stop' })
  await driveTo(id, 'READY')
  const { finalSavepoint } = await deployment(id)
  expect(finalSavepoint).toBeDefined()
  await ask(id, 'StartApplication', { restore: { kind: 'last-stopped-point' } })
  await driveTo(id, 'RUNNING')
  expect((await deployment(id)).restoreFrom).toBe(finalSavepoint)
})

it('goes on from its last checkpoint when it was stopped without', async () => {
  const { id, ask, driveTo, driveUntil, deployment } = await createSqlWorld()
  await ask(id, 'StartApplication', { restore: { kind: 'none' } })
  await driveTo(id, 'RUNNING')
  await driveUntil(id, async () => (await deployment(id)).observation?.job?.lastCheckpoint !== undefined)
  await ask(id, 'StopApplication')
  await driveTo(id, 'READY')
  const last = (await deployment(id)).observation?.job?.lastCheckpoint?.location
  await ask(id, 'StartApplication', { restore: { kind: 'last-stopped-point' } })
  await driveTo(id, 'RUNNING')
  expect((await deployment(id)).restoreFrom).toBe(last)
})

it('begins without state when there is none', async () => {
  const { id, ask, driveTo, deployment } = await createSqlWorld()
  await ask(id, 'StartApplication', { restore: { kind: 'last-stopped-point' } })
  await driveTo(id, 'RUNNING')
  expect((await deployment(id)).restoreFrom).toBeUndefined()
})
