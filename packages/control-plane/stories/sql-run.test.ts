import type { CheckedCode, SqlCompiler, SqlToCompile } from '@weir/domain'
import { CompilerUnavailableError } from '@weir/domain'
import type { CreateApplicationRequest } from '@weir/service-model'
import { anObservation, refusalOf } from '@weir/testkit'
import { anInput, anOutput, aReferenceDataSource, aTextOf } from './sql-requests.ts'
import { aCreateRequest, createWorld } from './world.ts'

const named = { ApplicationName: 'flights' }
const code = 'CREATE STREAM "ALARMS" (price DOUBLE);'

/** With one input and one output unless told otherwise. */
const aProgram = (
  sql: NonNullable<CreateApplicationRequest['ApplicationConfiguration']>['SqlApplicationConfiguration'] = {
    Inputs: [anInput()],
    Outputs: [anOutput()],
  },
  text = code,
) =>
  aCreateRequest({
    RuntimeEnvironment: 'SQL-1_0',
    ApplicationConfiguration: { ...aTextOf(text), SqlApplicationConfiguration: sql },
  })

const problem = { line: 3, column: 14, message: 'Found ")", expected an expression' }

/** Finds that problem in code that says bad, and in all code while `finds` says so. */
const createCompiler = () => {
  const asked: SqlToCompile[] = []
  const told = { finds: false, away: false, streams: ['SOURCE_SQL_STREAM_001', 'ALARMS'] }
  const check = (given: SqlToCompile): Promise<CheckedCode> => {
    asked.push(given)
    if (told.away) return Promise.reject(new CompilerUnavailableError('no Java'))
    return Promise.resolve({
      problems: told.finds || given.code.includes('bad') ? [problem] : [],
      streams: told.streams,
    })
  }
  const sqlCompiler: SqlCompiler = { check, explain: () => Promise.resolve({ problems: [], blocks: [] }) }
  return { asked, told, sqlCompiler }
}

const createCompilingWorld = () => {
  const compiler = createCompiler()
  return { ...compiler, ...createWorld({ sqlCompiler: compiler.sqlCompiler }) }
}

describe('code', () => {
  it('is checked with what it reads before the application is created', async () => {
    const { act, context, asked, application } = createCompilingWorld()
    const bad = () => act.CreateApplication(aProgram(undefined, 'bad'), context)
    expect(await refusalOf(bad)).toEqual({
      name: 'CodeValidationException',
      message: 'Line 3, column 14: Found ")", expected an expression',
    })
    await expect(application()).rejects.toThrow()
    expect(asked).toMatchObject([
      {
        code: 'bad',
        inputs: [
          {
            namePrefix: 'SOURCE_SQL_STREAM',
            parallelism: 1,
            schema: { format: 'JSON', recordRowPath: '$', columns: [{ name: 'price', sqlType: 'DOUBLE' }] },
          },
        ],
      },
    ])
  })

  it('is checked when it is updated, and only then', async () => {
    const { act, context, asked, created } = createCompilingWorld()
    await created(aProgram())
    const update = (ApplicationConfigurationUpdate: object, CurrentApplicationVersionId: number) =>
      act.UpdateApplication({ ...named, CurrentApplicationVersionId, ApplicationConfigurationUpdate }, context)
    const withCode = (TextContentUpdate: string) => ({
      ApplicationCodeConfigurationUpdate: { CodeContentUpdate: { TextContentUpdate } },
    })
    expect((await refusalOf(() => update(withCode('bad'), 1))).name).toBe('CodeValidationException')
    await update(withCode('SELECT 2'), 1)
    const before = asked.length
    await update({}, 2)
    expect(asked.length).toBe(before)
  })

  it.each([
    [
      'AddApplicationInput',
      { Inputs: [] },
      { Input: anInput() },
      'CodeValidationException',
      'Line 3, column 14: Found ")", expected an expression',
    ],
    [
      'AddApplicationOutput',
      { Inputs: [anInput()] },
      { Output: anOutput() },
      'InvalidArgumentException',
      'The application code cannot run so. Line 3, column 14: Found ")", expected an expression',
    ],
    [
      'AddApplicationReferenceDataSource',
      { Inputs: [anInput()] },
      { ReferenceDataSource: aReferenceDataSource() },
      'InvalidArgumentException',
      'The application code cannot run so. Line 3, column 14: Found ")", expected an expression',
    ],
  ] as const)('is checked by %s', async (action, given, part, name, message) => {
    const { act, context, told, created } = createCompilingWorld()
    await created(aProgram({ Inputs: [...given.Inputs] }))
    told.finds = true
    const add = () => act[action]({ ...named, CurrentApplicationVersionId: 1, ...part } as never, context)
    expect(await refusalOf(add)).toEqual({ name, message })
  })

  it('is taken as it is where no compiler can be had', async () => {
    const { act, context, told, created, application } = createCompilingWorld()
    told.away = true
    await created(aProgram(undefined, 'bad'))
    await act.StartApplication(named, context)
    expect((await application()).status).toBe('STARTING')
  })
})

describe('a start', () => {
  const at = (InputStartingPosition?: 'NOW' | 'TRIM_HORIZON' | 'LAST_STOPPED_POINT') => ({
    ...named,
    RunConfiguration: {
      SqlRunConfigurations: [{ InputId: '1.1', InputStartingPositionConfiguration: { InputStartingPosition } }],
    },
  })

  it('says where each input is read from, and names no operation to wait for', async () => {
    const { act, context, created, application, store } = createCompilingWorld()
    const { id } = await created(aProgram())
    expect(await act.StartApplication(at('TRIM_HORIZON'), context)).toEqual({ OperationId: undefined })
    expect(await application()).toMatchObject({
      status: 'STARTING',
      runConfiguration: { startingPositions: { '1.1': 'TRIM_HORIZON' } },
    })
    expect((await store.operations.inProgress(id))?.intent).toMatchObject({ restore: { kind: 'none' } })
  })

  it.each([
    ['there is no input', aProgram({ Outputs: [anOutput()] }), /has no input/],
    [
      'there is no code',
      aCreateRequest({
        RuntimeEnvironment: 'SQL-1_0',
        ApplicationConfiguration: { SqlApplicationConfiguration: { Inputs: [anInput()] } },
      }),
      /has no application code/,
    ],
    [
      'an output names no stream of the code',
      aProgram({ Inputs: [anInput()], Outputs: [anOutput({ Name: 'LOST' })] }),
      /^Output 1\.1 names the in-application stream LOST, which the code does not create\. There are: SOURCE_SQL_STREAM_001, ALARMS, error_stream\.$/,
    ],
  ])('is refused when %s', async (_, request, message) => {
    const { act, context, created } = createCompilingWorld()
    await created(request)
    expect(await refusalOf(() => act.StartApplication(named, context))).toMatchObject({
      name: 'InvalidApplicationConfigurationException',
      message: expect.stringMatching(message),
    })
  })

  it('is refused when the code cannot run any more', async () => {
    const { act, context, told, created } = createCompilingWorld()
    await created(aProgram({ Inputs: [anInput()], Outputs: [anOutput({ Name: 'error_stream' })] }))
    told.finds = true
    expect((await refusalOf(() => act.StartApplication(named, context))).name).toBe(
      'InvalidApplicationConfigurationException',
    )
    told.finds = false
    await act.StartApplication(named, context)
  })
})

describe('while it runs', () => {
  const running = (world: ReturnType<typeof createCompilingWorld>, given?: object) => world.running(aProgram(), given)

  it('keeps its state at a stop, in a snapshot, and goes on from there', async () => {
    const world = createCompilingWorld()
    const { act, context, store, settle } = world
    const { id } = await running(world)
    expect(await act.StopApplication(named, context)).toEqual({ OperationId: undefined })
    expect(await store.snapshots.inFlight(id)).toMatchObject([{ kind: 'stop' }])
    await settle('flights', 'stopped')
    await act.StartApplication(named, context)
    expect((await store.operations.inProgress(id))?.intent).toMatchObject({
      restore: { kind: 'last-stopped-point' },
      allowNonRestoredState: true,
    })
  })

  it.each(['StopApplication', 'UpdateApplication'] as const)(
    'does not wait for a snapshot that its job cannot give: %s',
    async (action) => {
      const world = createCompilingWorld()
      const job = { state: 'RESTARTING', allTasksRunning: false, parallelism: 1, restarts: 7 } as const
      const { id } = await running(world, { observation: anObservation({ job }) })
      await world.act[action]({ ...named, CurrentApplicationVersionId: 1 }, world.context)
      expect(await world.store.snapshots.inFlight(id)).toEqual([])
    },
  )

  it('is stopped at once by Force', async () => {
    const world = createCompilingWorld()
    const { id } = await running(world)
    await world.act.StopApplication({ ...named, Force: true }, world.context)
    expect(await world.application()).toMatchObject({ status: 'FORCE_STOPPING' })
    expect(await world.store.snapshots.inFlight(id)).toEqual([])
  })

  it('goes on with new code where the old one ends', async () => {
    const world = createCompilingWorld()
    const { act, context, store, application } = world
    const { id } = await running(world)
    const answer = await act.UpdateApplication(
      {
        ...named,
        CurrentApplicationVersionId: 1,
        ApplicationConfigurationUpdate: {
          ApplicationCodeConfigurationUpdate: { CodeContentUpdate: { TextContentUpdate: 'SELECT 2' } },
        },
      },
      context,
    )
    expect(answer).toMatchObject({ ApplicationDetail: { ApplicationStatus: 'UPDATING', ApplicationVersionId: 2 } })
    expect(answer.OperationId).toBeUndefined()
    expect((await store.operations.inProgress(id))?.intent).toMatchObject({
      restore: { kind: 'last-stopped-point' },
      allowNonRestoredState: true,
    })
    expect((await application()).runConfiguration).toEqual({ startingPositions: { '1.1': 'LAST_STOPPED_POINT' } })
  })

  it('loses nothing that its code needs', async () => {
    const world = createCompilingWorld()
    const { act, context, told } = world
    await running(world)
    told.finds = true
    const remove = () =>
      act.DeleteApplicationOutput({ ...named, CurrentApplicationVersionId: 1, OutputId: '1.1' }, context)
    expect((await refusalOf(remove)).name).toBe('InvalidArgumentException')
  })

  it.each([{ FlinkRunConfiguration: { AllowNonRestoredState: true } }])(
    'is not updated with a run of Flink applications: %j',
    async (RunConfigurationUpdate) => {
      const world = createCompilingWorld()
      await running(world)
      const update = () =>
        world.act.UpdateApplication({ ...named, CurrentApplicationVersionId: 1, RunConfigurationUpdate }, world.context)
      expect((await refusalOf(update)).name).toBe('InvalidArgumentException')
    },
  )
})
