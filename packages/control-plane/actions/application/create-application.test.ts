import { defaultQuotas } from '@weir/domain'
import { aScope, refusalOf } from '@weir/testkit'
import { aCreateRequest, createWorld } from '../../stories/world.ts'

it('makes a READY application of version 1 with its code imported', async () => {
  const { act, context, seen, store, application } = createWorld()
  const { ApplicationDetail: detail } = await act.CreateApplication(aCreateRequest(), context)
  expect(detail).toMatchObject({
    ApplicationARN: 'arn:aws:kinesisanalytics:us-east-1:123456789012:application/flights',
    ApplicationName: 'flights',
    ApplicationStatus: 'READY',
    ApplicationVersionId: 1,
    ApplicationMode: 'STREAMING',
    CreateTimestamp: new Date('2026-01-01T00:00:00Z'),
    ApplicationMaintenanceConfigurationDescription: { ApplicationMaintenanceWindowStartTime: '03:00' },
  })
  expect(detail.LastUpdateTimestamp).toEqual(detail.CreateTimestamp)
  expect(seen.imports.map(({ from }) => from)).toEqual(['code/flights.jar'])
  const { id, spec, conditionalToken } = await application()
  expect(spec.code?.bundle).toBeDefined()
  expect(await store.versions.find(id, 1)).toMatchObject({ versionId: 1, spec, conditionalToken })
})

it('records the creation as an operation that is done, and wakes nobody', async () => {
  const { act, context, seen, store } = createWorld()
  await act.CreateApplication(aCreateRequest(), context)
  const { ApplicationOperationInfoList: operations } = await act.ListApplicationOperations(
    { ApplicationName: 'flights' },
    context,
  )
  expect(operations).toMatchObject([{ Operation: 'CreateApplication', OperationStatus: 'SUCCESSFUL' }])
  expect(await store.outbox.pending(10)).toEqual([])
  expect(seen.published).toBe(0)
})

it('can be made without code', async () => {
  const { created, seen } = createWorld()
  expect((await created({ ApplicationConfiguration: undefined })).spec.code).toBeUndefined()
  expect(seen.imports).toEqual([])
})

it('takes inline code', async () => {
  const { created } = createWorld()
  const { spec } = await created({
    ApplicationConfiguration: {
      ApplicationCodeConfiguration: {
        CodeContentType: 'ZIPFILE',
        CodeContent: { ZipFileContent: new Uint8Array([80, 75, 3, 4]) },
      },
    },
  })
  expect(spec.code?.bundle?.size).toBe(4)
})

it('reads code with the access of the role', async () => {
  const { created, seen } = createWorld()
  await created({ ServiceExecutionRole: 'arn:aws:iam::123456789012:role/reader' })
  expect(seen.imports[0]?.access?.roleArn).toBe('arn:aws:iam::123456789012:role/reader')
})

it('refuses a name that is taken, before it reads what else is wrong, and copies no code for it', async () => {
  const { created, seen } = createWorld()
  await created()
  const taken = { name: 'ResourceInUseException', message: 'Application already exists.' }
  expect(await refusalOf(() => created())).toEqual(taken)
  expect(await refusalOf(() => created({ ApplicationMode: 'INTERACTIVE' }))).toEqual(taken)
  expect(seen.imports).toHaveLength(1)
})

it('lets one of two creations at the same time win', async () => {
  const { created } = createWorld()
  const results = await Promise.allSettled([created(), created()])
  const lost = results.find((result) => result.status === 'rejected')
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  expect(lost?.reason).toMatchObject({ name: 'ResourceInUseException', message: 'Application already exists.' })
})

it('refuses code that cannot be read, with the words of AWS', async () => {
  const { created, unreadable, store } = createWorld()
  unreadable.add('code/flights.jar')
  expect(await refusalOf(() => created())).toEqual({
    name: 'InvalidArgumentException',
    message:
      'Please check the role provided or validity of S3 location you provided. We are unable to get the specified fileKey: flights.jar in the specified bucket: code',
  })
  expect(await store.applications.count(aScope)).toBe(0)
})

it('refuses a role the service may not act as', async () => {
  const { created, unknownRoles } = createWorld()
  unknownRoles.add('arn:aws:iam::123456789012:role/unknown')
  const refusal = await refusalOf(() => created({ ServiceExecutionRole: 'arn:aws:iam::123456789012:role/unknown' }))
  expect(refusal).toEqual({
    name: 'InvalidArgumentException',
    message:
      "Kinesis Analytics service doesn't have sufficient privileges to assume the role arn:aws:iam::123456789012:role/unknown",
  })
})

it('refuses one application more than the quota', async () => {
  const quotas = { ...defaultQuotas, applications: 1 }
  const { created } = createWorld({ settings: { quotas, deprecatedRuntimes: 'refuse', sqlApplications: 'on' } })
  await created()
  const refusal = await refusalOf(() => created({ ApplicationName: 'second' }))
  expect(refusal.name).toBe('LimitExceededException')
})

it('keeps tags in their order, and counts them', async () => {
  const { created } = createWorld()
  const Tags = [{ Key: 'b', Value: '2' }, { Key: 'a' }]
  expect((await created({ Tags })).tags).toEqual([
    { key: 'b', value: '2' },
    { key: 'a', value: '' },
  ])
  const many = Array.from({ length: 51 }, (_, n) => ({ Key: String(n) }))
  expect((await refusalOf(() => created({ ApplicationName: 'second', Tags: many }))).name).toBe('TooManyTagsException')
})

it('keeps the applications of two accounts and two regions apart', async () => {
  const { act, context, created } = createWorld()
  await created()
  const elsewhere = { ...context, region: 'eu-west-1' }
  const { ApplicationDetail: detail } = await act.CreateApplication(aCreateRequest(), elsewhere)
  expect(detail.ApplicationARN).toBe('arn:aws:kinesisanalytics:eu-west-1:123456789012:application/flights')
  const other = { ...context, principal: { ...context.principal, accountId: '210987654321' } }
  const ServiceExecutionRole = 'arn:aws:iam::210987654321:role/r'
  await act.CreateApplication(aCreateRequest({ ServiceExecutionRole }), other)
  expect((await act.ListApplications({}, context)).ApplicationSummaries).toHaveLength(1)
})
