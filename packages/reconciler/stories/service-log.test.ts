import { createWorld } from './world.ts'

const said = async (world: ReturnType<typeof createWorld>, id: string): Promise<readonly string[]> => {
  const messages: string[] = []
  const query = { component: 'service' }
  for await (const { event } of world.engine.logs.read(id, query, new AbortController().signal)) {
    messages.push(`${event.messageType} ${event.message}`)
  }
  return messages
}

it('says in the log of the application why it could not start', async () => {
  const world = createWorld()
  const id = await world.created()
  world.engine.switches.mainFailure = 'java.lang.IllegalStateException: no input'
  await world.ask(id, 'StartApplication')
  await world.driveTo(id, 'READY')
  expect(await said(world, id)).toEqual([
    expect.stringMatching(
      /^ERROR Amazon Managed Service .* desired state\. .* java\.lang\.IllegalStateException: no input/,
    ),
  ])
})

it('says that a cluster was lost, and nothing of one that was stopped', async () => {
  const world = createWorld()
  const id = await world.started()
  const first = await world.deployment(id)
  world.engine.crashManager(first.id)
  await world.driveUntil(id, async () => (await world.deployment(id)).epoch === 2)
  await world.driveTo(id, 'RUNNING')
  await world.ask(id, 'StopApplication')
  await world.driveTo(id, 'READY')
  expect(await said(world, id)).toEqual([expect.stringMatching(/^ERROR The cluster of the application was lost: /)])
})
