import { forgetEvents } from '../upkeep/forget-events.ts'
import { createWorld } from './world.ts'

it('forgets what happened longer ago than it is kept for, and nothing newer', async () => {
  const world = createWorld({ history: true })
  const id = await world.created()
  await world.clock.advance(30 * 24 * 3_600_000)
  await world.ask(id, 'StartApplication')
  await forgetEvents(world.deps, 24 * 3_600_000)
  const left = await world.store.events.listAfter(id, { after: 0, limit: 10 })
  expect(left.map(({ message }) => message)).toEqual(['READY -> STARTING'])
})
