import { refusalOf } from '@weir/testkit'
import { aCreateRequest, createWorld } from './world.ts'

const message =
  'An unsupported Kinesis connector version has been detected in the application. Please update flink-connector-kinesis to any version equal to or newer than 1.15.2. For more information refer to connector fix: https://issues.apache.org/jira/browse/FLINK-23528'

const newCode = (FileKeyUpdate: string) => ({
  ApplicationName: 'flights',
  CurrentApplicationVersionId: 1,
  ApplicationConfigurationUpdate: {
    ApplicationCodeConfigurationUpdate: { CodeContentUpdate: { S3ContentLocationUpdate: { FileKeyUpdate } } },
  },
})

it('is looked for in the code of a new application, and nothing is written when it is too old', async () => {
  const { act, context, stored, store } = createWorld()
  stored.kinesisConnectors = ['1.13.2']
  const refusal = await refusalOf(() => act.CreateApplication(aCreateRequest(), context))
  expect(refusal).toEqual({ name: 'InvalidArgumentException', message })
  const scope = { accountId: context.principal.accountId, region: context.region }
  expect(await store.applications.count(scope)).toBe(0)
})

it('is looked for in code that comes inline', async () => {
  const { act, context, stored } = createWorld()
  stored.kinesisConnectors = ['1.13.2']
  const code = { CodeContentType: 'ZIPFILE', CodeContent: { ZipFileContent: Buffer.from('PK') } } as const
  const request = aCreateRequest({ ApplicationConfiguration: { ApplicationCodeConfiguration: code } })
  expect((await refusalOf(() => act.CreateApplication(request, context))).message).toBe(message)
})

it('is looked for in the new code of an update', async () => {
  const { act, context, created, application, stored } = createWorld()
  await created()
  stored.kinesisConnectors = ['5.0.0-1.20', '1.15.1']
  const refusal = await refusalOf(() => act.UpdateApplication(newCode('old.jar'), context))
  expect(refusal).toEqual({ name: 'InvalidArgumentException', message })
  expect((await application()).versionId).toBe(1)
  stored.kinesisConnectors = ['5.0.0-1.20']
  await act.UpdateApplication(newCode('new.jar'), context)
  expect((await application()).versionId).toBe(2)
})
