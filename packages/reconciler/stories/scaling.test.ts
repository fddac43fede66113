import { anOperation } from '@weir/testkit'
import { mortal } from './mortal.ts'
import { createWorld } from './world.ts'

type World = ReturnType<typeof createWorld>

/** What the autoscaler or an update in place writes: the intent, and nothing else. */
const order = async (
  world: World,
  id: string,
  { to, as, snapshot = false }: { to: number; as: 'AutoScaling' | 'UpdateApplication'; snapshot?: boolean },
): Promise<string> => {
  const operationId = world.deps.ids.token(12)
  await world.store.transaction(async (tx) => {
    const read = await world.application(id)
    const update = as === 'UpdateApplication'
    const versionId = read.versionId + (update ? 1 : 0)
    if (update) {
      const version = (await tx.versions.find(id, read.versionId))!
      await tx.versions.insert({ ...version, versionId, updatedFrom: read.versionId })
    }
    await tx.operations.insert(
      anOperation({
        id: operationId,
        applicationId: id,
        name: as,
        status: 'IN_PROGRESS',
        startedAt: world.clock.now(),
        ...(update && { versionFrom: read.versionId, versionTo: versionId }),
        intent: update
          ? { inPlace: true, restore: { kind: 'latest-snapshot' }, ...(snapshot && { snapshotName: 'before' }) }
          : { scaledFrom: read.currentParallelism },
      }),
    )
    if (snapshot) {
      await tx.snapshots.insert({
        applicationId: id,
        name: 'before',
        status: 'CREATING',
        createdAt: world.clock.now(),
        versionId: read.versionId,
        runtimeEnvironment: read.runtimeEnvironment,
        kind: 'rescale',
        triggerId: world.deps.ids.hex(32),
        attempts: 0,
      })
    }
    const status = update ? 'UPDATING' : 'AUTOSCALING'
    await tx.applications.save({ ...read, versionId, status, currentParallelism: to })
  })
  return operationId
}

const events = async (world: World, id: string): Promise<string[]> =>
  (await world.store.events.listAfter(id, { after: 0, limit: 99, kinds: ['scaling'] })).map(({ message }) => message)

it('goes over in place, with the same cluster, and ends what is left over', async () => {
  const world = createWorld()
  const id = await world.started()
  const before = await world.deployment(id)
  const up = await order(world, id, { to: 4, as: 'AutoScaling' })
  await world.driveTo(id, 'RUNNING')
  const after = await world.deployment(id)
  expect(after).toMatchObject({ id: before.id, epoch: before.epoch, parallelism: 4, state: 'running' })
  expect(after.rescaling).toBeUndefined()
  expect(await world.operation(id, up)).toMatchObject({ status: 'SUCCESSFUL' })
  expect(world.engine.counters).toMatchObject({ managersStarted: 1, taskManagersStarted: 4, rescales: 1 })
  await order(world, id, { to: 1, as: 'AutoScaling' })
  await world.driveTo(id, 'RUNNING')
  await world.driveUntil(id, async () => {
    const { observation } = await world.deployment(id)
    return observation?.taskManagers.live === 1 && observation.taskManagers.surplus === undefined
  })
  expect(await events(world, id)).toEqual(['Rescaled in place from 1 to 4.', 'Rescaled in place from 4 to 1.'])
})

it('updates in place, after the snapshot, which leaves the job running', async () => {
  const world = createWorld()
  const id = await world.started()
  const before = await world.deployment(id)
  await order(world, id, { to: 2, as: 'UpdateApplication', snapshot: true })
  await world.driveTo(id, 'RUNNING')
  expect(await world.store.snapshots.find(id, 'before')).toMatchObject({ status: 'READY', versionId: 1 })
  const after = await world.deployment(id)
  // The next update may come in this moment: it needs a job that is known to run.
  expect(after).toMatchObject({
    id: before.id,
    versionId: 2,
    parallelism: 2,
    observation: { job: { state: 'RUNNING', parallelism: 2 } },
  })
  expect(after.finalSavepoint).toBeUndefined()
})

it('changes settings of the service alone without touching the job', async () => {
  const world = createWorld()
  const id = await world.started()
  const operationId = await order(world, id, { to: 1, as: 'UpdateApplication' })
  await world.driveTo(id, 'RUNNING')
  expect(await world.deployment(id)).toMatchObject({ versionId: 2, parallelism: 1 })
  expect(await world.operation(id, operationId)).toMatchObject({ status: 'SUCCESSFUL' })
  expect(world.engine.counters.rescales).toBe(0)
})

it('goes on from a savepoint of its own where the job cannot be rescaled in place', async () => {
  const world = createWorld()
  const id = await world.started()
  const before = await world.deployment(id)
  world.engine.switches.rescaleRefusal = 'The job cannot be rescaled in place.'
  await order(world, id, { to: 2, as: 'AutoScaling' })
  await world.driveTo(id, 'RUNNING')
  const after = await world.deployment(id)
  expect(after).toMatchObject({ parallelism: 2, state: 'running' })
  expect(after.id).not.toBe(before.id)
  expect(after.restoreFrom).toContain(before.id)
  expect((await world.store.deployments.find(before.id))?.finalSavepoint).toBe(after.restoreFrom)
  expect(await events(world, id)).toEqual([
    'Not rescaled in place, the cluster is replaced: The job cannot be rescaled in place.',
  ])
})

it('goes on from a snapshot that ends the job where an update cannot be carried out in place', async () => {
  const world = createWorld()
  const id = await world.started()
  world.engine.switches.rescaleRefusal = 'The job cannot be rescaled in place.'
  const operationId = await order(world, id, { to: 2, as: 'UpdateApplication', snapshot: true })
  await world.driveTo(id, 'RUNNING')
  const [before, atTheEnd, ...others] = await world.store.snapshots.list(id, { limit: 9 })
  expect(others).toEqual([])
  expect(before).toMatchObject({ name: 'before', kind: 'rescale', status: 'READY' })
  expect(atTheEnd).toMatchObject({ kind: 'update', status: 'READY', versionId: 1 })
  expect(atTheEnd?.name).toMatch(/^UPDATEAPPLICATION-/)
  expect(await world.deployment(id)).toMatchObject({ versionId: 2, parallelism: 2, restoreFrom: atTheEnd?.location })
  expect(await world.operation(id, operationId)).toMatchObject({ status: 'SUCCESSFUL' })
})

it('takes an update back to where the job ended, not to where it was before it went on', async () => {
  const world = createWorld()
  const id = await world.started()
  const record = await world.application(id)
  await world.store.applications.save({ ...record, spec: { ...record.spec, systemRollbackEnabled: true } })
  world.engine.switches.rescaleRefusal = 'no'
  world.engine.switches.mainFailureOf = ({ versionId }) => (versionId === 2 ? 'too wide' : undefined)
  await order(world, id, { to: 4, as: 'UpdateApplication', snapshot: true })
  await world.driveTo(id, 'RUNNING')
  const newest = await world.store.snapshots.newestReady(id)
  expect(newest?.kind).toBe('update')
  expect(await world.deployment(id)).toMatchObject({ versionId: 3, restoreFrom: newest?.location })
})

it('is brought back for as long as it takes when the way back does not work either, and never left stopped', async () => {
  const world = createWorld()
  const id = await world.started()
  world.engine.switches.rescaleRefusal = 'no'
  world.engine.switches.mainFailureOf = ({ epoch }) => (epoch > 1 && epoch < 6 ? 'the state root is away' : undefined)
  const operationId = await order(world, id, { to: 4, as: 'AutoScaling' })
  await world.driveTo(id, 'RUNNING')
  const failed = await world.operation(id, operationId)
  expect(await world.operation(id, failed?.rollbackOperationId ?? '')).toMatchObject({
    status: 'FAILED',
    error: expect.stringContaining('the state root is away') as unknown,
  })
  const { restoreFrom } = await world.deployment(id)
  expect(restoreFrom).toMatch(/\/suspension\//)
  await world.driveUntil(id, async () => (await world.deployment(id)).state === 'running')
  expect(await world.application(id)).toMatchObject({ status: 'RUNNING', currentParallelism: 1 })
  expect(await world.deployment(id)).toMatchObject({ epoch: 6, parallelism: 1, restoreFrom })
})

it('replaces a cluster that does not come over in time', async () => {
  const world = createWorld()
  const id = await world.started()
  world.engine.switches.rescaleMs = 3_600_000
  await order(world, id, { to: 2, as: 'AutoScaling' })
  await world.driveTo(id, 'RUNNING')
  expect(await world.deployment(id)).toMatchObject({ epoch: 2, parallelism: 2 })
})

it('comes back to the parallelism from before when the job does not start with the new one', async () => {
  const world = createWorld()
  const id = await world.started()
  world.engine.switches.rescaleRefusal = 'no'
  world.engine.switches.mainFailureOf = ({ parallelism }) =>
    parallelism === 4 ? 'java.lang.IllegalArgumentException: too wide' : undefined
  const operationId = await order(world, id, { to: 4, as: 'AutoScaling' })
  await world.driveTo(id, 'RUNNING')
  expect(await world.application(id)).toMatchObject({ currentParallelism: 1, versionId: 1 })
  expect(await world.deployment(id)).toMatchObject({ parallelism: 1, state: 'running' })
  const failed = await world.operation(id, operationId)
  expect(failed).toMatchObject({ status: 'FAILED', error: expect.stringContaining('too wide') as unknown })
  expect(await world.operation(id, failed?.rollbackOperationId ?? '')).toMatchObject({ status: 'SUCCESSFUL' })
})

it('goes over in a new cluster when the old one dies on the way', async () => {
  const world = createWorld()
  const id = await world.started()
  world.engine.switches.rescaleMs = 5_000
  await order(world, id, { to: 2, as: 'AutoScaling' })
  await world.driveUntil(id, async () => (await world.deployment(id)).rescaling !== undefined)
  world.engine.crashManager((await world.deployment(id)).id)
  await world.driveTo(id, 'RUNNING')
  expect(await world.deployment(id)).toMatchObject({ epoch: 2, parallelism: 2, state: 'running' })
})

const scaleAndDie = async (
  dieAt: number,
  when: 'before' | 'after',
  { refused, as }: { refused: boolean; as: 'AutoScaling' | 'UpdateApplication' },
): Promise<number> => {
  const world = createWorld()
  const id = await world.started()
  if (refused) world.engine.switches.rescaleRefusal = 'no'
  const operationId = await order(world, id, { to: 2, as, snapshot: as === 'UpdateApplication' })
  const dying = mortal(world.deps, dieAt, when)
  for (let passes = 0; (await world.status(id)) !== 'RUNNING'; passes += 1) {
    if (passes > 3_000) throw new Error('the scaling did not come to its end')
    await world.pass(id, dying.deps)
    expect(await world.liveClusters()).toBeLessThanOrEqual(1)
  }
  expect(await world.deployment(id)).toMatchObject({ parallelism: 2, state: 'running' })
  expect(await world.operation(id, operationId)).toMatchObject({ status: 'SUCCESSFUL' })
  return dying.effects()
}

it.each([
  ['a scaling in place', { refused: false, as: 'AutoScaling' }],
  ['a scaling by savepoint', { refused: true, as: 'AutoScaling' }],
  ['an update that cannot be carried out in place', { refused: true, as: 'UpdateApplication' }],
] as const)('comes through a death before and after every effect of %s', async (_, what) => {
  const effects = await scaleAndDie(0, 'before', what)
  expect(effects).toBeGreaterThan(3)
  for (let n = 1; n <= effects; n += 1) {
    await scaleAndDie(n, 'before', what)
    await scaleAndDie(n, 'after', what)
  }
})
