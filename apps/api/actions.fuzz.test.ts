import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { createWorld } from '@weir/control-plane/stories/world'
import { type ActionHandlers, type ActionName, actions } from '@weir/service-model'
import pino from 'pino'
import { apiUnderTest, ask, principal } from './fixtures/api-under-test.ts'
import { modelInput } from './fixtures/model-input.ts'
import { mutated } from './fixtures/mutate.ts'
import { createRandom, type Random } from './fixtures/random.ts'

const total = 20_500
const round = 500
const atOnce = 10

/** Errors of the way to an action, and what the model's constraints answer, whichever action it is. */
const framework = new Set([
  'SerializationException',
  'InvalidArgumentException',
  'UnsupportedOperationException',
  'AccessDeniedException',
  'ThrottlingException',
  'UnknownOperationException',
])

/** What docs/compatibility.md says of actions that answer an error the model has, but not for them. */
const beyondTheModel: Partial<Record<ActionName, string>> = {
  CreateSnapshot: 'ResourceNotFoundException',
  ListApplicationSnapshots: 'ResourceNotFoundException',
}

const names = Object.keys(actions) as ActionName[]

/** Calls go to a world that is made anew from time to time: what stays in memory then is the service's own. */
function renewableWorld() {
  let world = createWorld()
  const handlers = Object.fromEntries(
    names.map((name) => [
      name,
      (input: never, context: never) => (world.act as unknown as ActionHandlers)[name](input, context),
    ]),
  ) as unknown as ActionHandlers
  const renew = async (): Promise<void> => {
    world = createWorld()
    await world.created()
    await world.running({ ApplicationName: 'orders' })
    const context = { ...world.context, principal }
    const role = 'arn:aws:iam::123456789012:role/weir-default'
    await world.act.CreateApplication(
      { ApplicationName: 'queries', RuntimeEnvironment: 'SQL-1_0', ServiceExecutionRole: role },
      context,
    )
  }
  return { handlers, renew }
}

const usedHeap = (): number => {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  collect()
  collect()
  return process.memoryUsage().heapUsed
}

function request(random: Random): { action: ActionName; body: string | Buffer } {
  const action = random.pick(names)
  const input = modelInput(action, random)
  return { action, body: random.chance(0.25) ? JSON.stringify(input) : mutated(input, random) }
}

it(`${total} mutated requests make no fault, no error that nobody declared, and no leak`, async () => {
  const { handlers, renew } = renewableWorld()
  const { app } = apiUnderTest({ actions: handlers, logger: pino({ level: 'silent' }) })
  const seed = Number(process.env['WEIR_FUZZ_SEED'] ?? 20_260_301)
  const random = createRandom(seed)
  const wrong: object[] = []
  const seen = new Map<string, number>()
  const heap: number[] = []

  const one = async (): Promise<void> => {
    const { action, body } = request(random)
    const { statusCode, payload } = await ask(app, { action, body })
    const type = statusCode === 200 ? 'ok' : (JSON.parse(payload) as { __type: string }).__type
    seen.set(type, (seen.get(type) ?? 0) + 1)
    const declared =
      framework.has(type) ||
      beyondTheModel[action] === type ||
      (actions[action].errors as readonly string[]).includes(type)
    if (statusCode === 200 || (statusCode === 400 && declared)) return
    wrong.push({ seed, action, statusCode, type, body: body.toString().slice(0, 2_000) })
  }

  for (let sent = 0; sent < total; sent += round) {
    await renew()
    for (let i = 0; i < round; i += atOnce) await Promise.all(Array.from({ length: atOnce }, one))
    if (sent === Math.floor(total / 4 / round) * round || sent === total - round) heap.push(usedHeap())
  }

  expect(wrong.slice(0, 5)).toEqual([])
  // The requests were good enough to get everywhere.
  expect(seen.get('ok')).toBeGreaterThan(500)
  expect(seen.size).toBeGreaterThan(8)
  const [early = 0, late = 0] = heap
  expect(late - early).toBeLessThan(24 * 1024 * 1024)
})
