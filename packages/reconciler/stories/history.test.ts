import { createWorld } from './world.ts'

const historyOf = async (world: ReturnType<typeof createWorld>, id: string) =>
  (await world.store.events.listAfter(id, { after: 0, limit: 500 })).map(({ kind, message }) => `${kind}: ${message}`)

it('tells a start and a stop: each status, each phase and how long it took, each state of the deployment', async () => {
  const world = createWorld({ history: true })
  const id = await world.started()
  const operationId = await world.ask(id, 'StopApplication', { snapshot: 'stop' })
  await world.driveTo(id, 'READY')
  const history = await historyOf(world, id)
  const inOrder = [
    'status: READY: created',
    'status: READY -> STARTING',
    'deployment: Deployment 1 of version 1 is planned',
    'phase: StartApplication: launch',
    'deployment: Deployment 1 of version 1 is launched',
    'phase: StartApplication: start JVMs',
    'phase: StartApplication: schedule',
    'phase: StartApplication: restore',
    'deployment: Deployment 1 of version 1 is running',
    'status: STARTING -> RUNNING',
    'phase: StartApplication SUCCESSFUL',
    'status: RUNNING -> STOPPING',
    'phase: StopApplication: savepoint',
    'phase: StopApplication: end cluster',
    'deployment: Deployment 1 of version 1 is ended (stopped)',
    'status: STOPPING -> READY',
    'phase: StopApplication SUCCESSFUL',
  ]
  expect(history.filter((each) => inOrder.includes(each))).toEqual(inOrder)
  expect(history).toContain(`snapshot: Snapshot stop-${operationId} is READY`)
  const ended = history.filter((each) => / took \d+ ms$/.test(each))
  expect(ended.map((each) => each.replace(/ took.*/, ''))).toEqual([
    ...['launch', 'fetch', 'verify', 'sandbox', 'start processes'].map((phase) => `phase: StartApplication: ${phase}`),
    'phase: StartApplication: start JVMs',
    'phase: StartApplication: schedule',
    'phase: StartApplication: restore',
    'phase: StopApplication: savepoint',
    'phase: StopApplication: end cluster',
  ])
})

it('tells a failed start with its cause', async () => {
  const world = createWorld({ history: true })
  const id = await world.created()
  world.engine.switches.mainFailure = 'java.lang.IllegalStateException: no input'
  await world.ask(id, 'StartApplication')
  await world.driveTo(id, 'READY')
  const history = await historyOf(world, id)
  expect(history).toContain('phase: StartApplication FAILED: java.lang.IllegalStateException: no input')
  expect(history.at(-1)).toMatch(/^(phase: StartApplication FAILED|status: STARTING -> READY)/)
})

it('tells the first checkpoint of a deployment, once, after the operation has ended', async () => {
  const world = createWorld({ history: true })
  const id = await world.started()
  const told = async () => (await historyOf(world, id)).filter((each) => each.includes('first checkpoint'))
  expect(await told()).toEqual([])
  const checkpoints = async () => (await world.deployment(id)).observation?.job?.lastCheckpoint?.id ?? 0
  await world.driveUntil(id, async () => (await checkpoints()) >= 2)
  expect(await told()).toHaveLength(1)
})

it('leaves no event of what was not committed', async () => {
  const world = createWorld({ history: true })
  const id = await world.created()
  const before = await historyOf(world, id)
  const broken = world.store.transaction(async (tx) => {
    const application = await tx.applications.findById(id)
    if (application !== undefined) await tx.applications.save({ ...application, status: 'STARTING' })
    throw new Error('the api died')
  })
  await expect(broken).rejects.toThrow('the api died')
  expect(await historyOf(world, id)).toEqual(before)
})
