import type { CodeContentUpdate, UpdateApplicationRequest } from '@weir/service-model'
import { refusalOf } from '@weir/testkit'
import { anInput, aSqlRequest, aTextOf } from './sql-requests.ts'
import { aCreateRequest, createWorld } from './world.ts'

const runtime = { RuntimeEnvironment: 'SQL-1_0' } as const
const named = { ApplicationName: 'flights' }
const withCode = (CodeContent: object) =>
  aCreateRequest({
    ...runtime,
    ApplicationConfiguration: { ApplicationCodeConfiguration: { CodeContentType: 'PLAINTEXT', CodeContent } },
  })
const inS3 = { S3ContentLocation: { BucketARN: 'arn:aws:s3:::code', FileKey: 'queries.sql' } }
const codeUpdate = (CodeContentUpdate: CodeContentUpdate): UpdateApplicationRequest => ({
  ...named,
  CurrentApplicationVersionId: 1,
  ApplicationConfigurationUpdate: { ApplicationCodeConfigurationUpdate: { CodeContentUpdate } },
})

it('is created without any configuration, and has none to describe', async () => {
  const { act, context } = createWorld()
  const { ApplicationDetail } = await act.CreateApplication(
    { ...aCreateRequest(runtime), ApplicationConfiguration: undefined },
    context,
  )
  expect(ApplicationDetail).toMatchObject({ ApplicationStatus: 'READY', ApplicationVersionId: 1 })
  for (const absent of ['ApplicationConfigurationDescription', 'ApplicationMaintenanceConfigurationDescription']) {
    expect(JSON.parse(JSON.stringify(ApplicationDetail))).not.toHaveProperty(absent)
  }
})

it('echoes its text byte for byte, and nothing beside it', async () => {
  const { act, context, created, seen } = createWorld()
  await created({ ...runtime, ApplicationConfiguration: aTextOf('SELECT 1;\n') })
  const { ApplicationDetail } = await act.DescribeApplication(named, context)
  expect(ApplicationDetail.ApplicationConfigurationDescription).toEqual({
    ApplicationCodeConfigurationDescription: {
      CodeContentType: 'PLAINTEXT',
      CodeContentDescription: { TextContent: 'SELECT 1;\n' },
    },
  })
  expect(seen.imports).toEqual([])
})

it('gets other text by an update, which names no operation to wait for', async () => {
  const { act, context, created } = createWorld()
  await created({ ...runtime, ApplicationConfiguration: aTextOf('SELECT 1;\n') })
  const answer = await act.UpdateApplication(codeUpdate({ TextContentUpdate: 'SELECT 2;\n' }), context)
  expect(answer.OperationId).toBeUndefined()
  const { ApplicationVersionId, ApplicationConfigurationDescription: configuration } = answer.ApplicationDetail
  expect(ApplicationVersionId).toBe(2)
  expect(configuration?.ApplicationCodeConfigurationDescription?.CodeContentDescription?.TextContent).toBe(
    'SELECT 2;\n',
  )
})

it('has its code read from S3 as text, and shows where from', async () => {
  const { act, context, seen, stored } = createWorld()
  const { ApplicationDetail } = await act.CreateApplication(withCode(inS3), context)
  const code = ApplicationDetail.ApplicationConfigurationDescription?.ApplicationCodeConfigurationDescription
  expect(code).toMatchObject({
    CodeContentType: 'PLAINTEXT',
    CodeContentDescription: {
      CodeSize: 4096,
      CodeMD5: expect.stringMatching(/^[0-9a-f]{32}$/),
      S3ApplicationCodeLocationDescription: inS3.S3ContentLocation,
    },
  })
  expect(code?.CodeContentDescription?.TextContent).toBeUndefined()
  expect(seen.imports.map(({ from }) => from)).toEqual(['code/queries.sql'])
  const change = () =>
    act.UpdateApplication(codeUpdate({ S3ContentLocationUpdate: { FileKeyUpdate: 'other.sql' } }), context)
  const message = 'Application code of content type PLAINTEXT must be UTF-8 text of at most 102400 characters.'
  for (const text of [undefined, ' '.repeat(102_401)]) {
    stored.codeText = text
    expect(await refusalOf(change)).toEqual({ name: 'InvalidArgumentException', message })
  }
  stored.codeText = ' '.repeat(102_400)
  expect((await change()).ApplicationDetail.ApplicationVersionId).toBe(2)
})

it('reads no more of S3 as text than can be text', async () => {
  const { act, context, deps } = createWorld()
  const { act: other } = createWorld({
    code: {
      ...deps.code,
      importFromS3: async (source) => ({ ...(await deps.code.importFromS3(source)), size: 409_601 }),
      readText: () => Promise.reject(new Error('it was read')),
    },
  })
  expect((await refusalOf(() => other.CreateApplication(withCode(inS3), context))).name).toBe(
    'InvalidArgumentException',
  )
  await act.CreateApplication(withCode(inS3), context)
})

it('shows at each input where its reading began', async () => {
  const { act, context, created, store } = createWorld()
  const before = await created(aSqlRequest({ Inputs: [anInput()] }))
  await store.applications.save({ ...before, runConfiguration: { startingPositions: { '1.1': 'TRIM_HORIZON' } } })
  const { ApplicationDetail } = await act.DescribeApplication(named, context)
  const configuration = ApplicationDetail.ApplicationConfigurationDescription
  expect(configuration?.RunConfigurationDescription).toBeUndefined()
  expect(configuration?.SqlApplicationConfigurationDescription?.InputDescriptions).toMatchObject([
    { InputId: '1.1', InputStartingPositionConfiguration: { InputStartingPosition: 'TRIM_HORIZON' } },
  ])
})
