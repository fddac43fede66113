// What the loop notes of an application that fails: health, diagnoses, events.
import { mortal } from './mortal.ts'
import { createWorld } from './world.ts'

const trace = 'java.lang.ArithmeticException: by zero\n\tat org.example.Job.map(Job.java:7)'

const lived = async () => {
  const world = createWorld()
  const id = await world.started()
  const { store } = world
  const health = async () => (await store.health.find(id))?.state
  await world.driveUntil(id, async () => (await health()) === 'HEALTHY')
  return { ...world, id, health, diagnoses: () => store.diagnoses.list(id, { limit: 9 }) }
}

it('diagnoses a restart loop once, by its first failure, and never calls it healthy', async () => {
  const { id, engine, deployment, pass, health, diagnoses, clock, store } = await lived()
  const failing = (await deployment(id)).id
  const seen = new Set<string | undefined>()
  for (let round = 0; round < 6; round += 1) {
    engine.restartJob(failing, round === 0 ? trace : 'java.lang.IllegalStateException: echo', 'check (1/2)')
    for (let second = 0; second < 10; second += 1) {
      await pass(id)
      seen.add(await health())
      await clock.advance(1_000)
    }
  }
  expect(await health()).toBe('FAILING')
  expect([...seen]).not.toContain('HEALTHY')
  expect(await diagnoses()).toMatchObject([
    {
      occurrences: 6,
      class: 'user-code',
      deploymentId: failing,
      cause: { exception: 'java.lang.ArithmeticException: by zero', operator: 'check', subtask: '1/2', attempt: 0 },
    },
  ])
  const told = await store.events.listAfter(id, { after: 0, limit: 99, kinds: ['health', 'diagnosis'] })
  expect(told.map(({ kind, detail }) => `${kind} ${String(detail?.['to'] ?? detail?.['class'])}`)).toEqual(
    expect.arrayContaining(['health HEALTHY', 'diagnosis user-code', 'health FAILING']),
  )
  expect(told.filter(({ kind }) => kind === 'diagnosis')).toHaveLength(1)
})

it('opens a new diagnosis for a failure after it had recovered', async () => {
  const { id, engine, deployment, driveUntil, health, diagnoses } = await lived()
  const failing = (await deployment(id)).id
  engine.restartJob(failing, trace)
  await driveUntil(id, async () => (await health()) !== 'HEALTHY')
  await driveUntil(id, async () => (await health()) === 'HEALTHY')
  engine.restartJob(failing, 'java.lang.OutOfMemoryError: Java heap space')
  await driveUntil(id, async () => (await health()) !== 'HEALTHY')
  expect((await diagnoses()).map((each) => each.class)).toEqual(['out-of-memory', 'user-code'])
})

it('gives a failed operation a diagnosis and its short form', async () => {
  const { created, ask, driveTo, engine, store, operation } = createWorld()
  const id = await created()
  engine.switches.mainFailure = 'java.lang.NoClassDefFoundError: org/example/Other'
  const operationId = await ask(id, 'StartApplication')
  await driveTo(id, 'READY')
  const [diagnosis] = await store.diagnoses.list(id, { operationId, limit: 1 })
  expect(diagnosis).toMatchObject({ class: 'dependency-or-class-loading', rule: 'class-missing' })
  expect((await operation(id, operationId))?.error).toMatch(
    /^java\.lang\.NoClassDefFoundError: org\/example\/Other \[dependency or class loading\] A class/,
  )
  expect((await store.health.find(id))?.state).not.toBe('HEALTHY')
})

it('diagnoses a stop whose snapshot fails, although the job is well', async () => {
  const { id, ask, engine, driveUntil, operation, store } = await lived()
  engine.switches.savepointFailure = 'java.io.IOException: No space left on device'
  const operationId = await ask(id, 'StopApplication', { snapshot: 'stop' })
  await driveUntil(id, async () => (await operation(id, operationId))?.status === 'FAILED')
  const [diagnosis] = await store.diagnoses.list(id, { operationId, limit: 1 })
  expect(diagnosis).toMatchObject({ class: 'infrastructure', rule: 'disk-full' })
})

it('comes through a death at each effect with one diagnosis and the same cause', async () => {
  const live = async (dieAt: number, when: 'before' | 'after'): Promise<number> => {
    const { id, engine, deployment, pass, clock, deps, diagnoses, health } = await lived()
    const dying = mortal(deps, dieAt, when)
    engine.restartJob((await deployment(id)).id, trace)
    for (let second = 0; second < 8; second += 1) {
      await pass(id, dying.deps)
      await clock.advance(1_000)
    }
    expect(await diagnoses()).toMatchObject([
      { occurrences: 1, cause: { exception: 'java.lang.ArithmeticException: by zero' } },
    ])
    expect(await health()).toBe('DEGRADED')
    return dying.effects()
  }
  const effects = await live(0, 'before')
  for (let n = 1; n <= effects; n += 1) {
    await live(n, 'before')
    await live(n, 'after')
  }
})

it('goes on when a failure cannot be examined', async () => {
  const { id, engine, deployment, driveUntil, health, diagnoses, deps, pass } = await lived()
  const broken = { ...deps, engine: { ...deps.engine, examine: () => Promise.reject(new Error('a defect')) } }
  engine.restartJob((await deployment(id)).id, trace)
  for (let passes = 0; passes < 30; passes += 1) await pass(id, broken)
  expect(await diagnoses()).toMatchObject([{ cause: { exception: 'java.lang.ArithmeticException: by zero' } }])
  await driveUntil(id, async () => (await health()) === 'HEALTHY')
})
