import type { Application, OperationName } from '@weir/domain'
import { refusalOf } from '@weir/testkit'
import { createWorld, statusesBut } from './world.ts'

type World = ReturnType<typeof createWorld>

/** Which version of the application a caller saw. */
export interface Seen {
  readonly CurrentApplicationVersionId?: number
  readonly ConditionalToken?: string
}

/** An action that adds or deletes one part of an application's configuration. */
export interface PartChange {
  readonly name: OperationName
  /** What the application is created with, so that the change is possible. */
  readonly given: Parameters<World['created']>[0]
  readonly act: (world: World, seen: Seen) => Promise<unknown>
}

/** What holds for each of these actions. To be called in a test file of its own. */
export const partChangeKeepsTheRules = ({ name, given, act }: PartChange): void => {
  const bySeenVersion = (world: World) => act(world, { CurrentApplicationVersionId: 1 })

  it('makes the next version of a READY application at once, and says where it came from', async () => {
    const world = createWorld()
    const before = await world.created(given)
    await world.clock.advance(5_000)
    await bySeenVersion(world)
    const after = await world.application()
    expect(after).toMatchObject({ status: 'READY', versionId: 2, updatedAt: world.clock.now() })
    expect(after.conditionalToken).not.toBe(before.conditionalToken)
    expect((await world.store.versions.find(after.id, 1))?.spec).toEqual(before.spec)
    expect(await world.store.versions.find(after.id, 2)).toMatchObject({ spec: after.spec, updatedFrom: 1 })
    expect(await newestOperation(world, after)).toMatchObject({
      name,
      status: 'SUCCESSFUL',
      versionFrom: 1,
      versionTo: 2,
    })
    expect(world.seen.published).toBe(0)
  })

  it('has the job of a RUNNING application replaced, with a snapshot', async () => {
    const world = createWorld()
    const { id, name: application } = await world.running(given)
    await bySeenVersion(world)
    expect(await world.application()).toMatchObject({ status: 'UPDATING', versionId: 2 })
    const snapshotName = `UPDATEAPPLICATION-${application}-${String(world.clock.now().getTime())}`
    const operation = await world.store.operations.inProgress(id)
    expect(operation).toMatchObject({ name, versionFrom: 1, versionTo: 2 })
    expect(operation?.intent).toMatchObject({ snapshotName, restore: { kind: 'latest-snapshot' } })
    expect(await world.store.snapshots.find(id, snapshotName)).toMatchObject({ status: 'CREATING', versionId: 1 })
    expect(await world.store.outbox.pending(10)).toHaveLength(1)
    expect(world.seen.published).toBe(1)
  })

  it('is refused while the job is down and its state cannot be kept', async () => {
    const world = createWorld()
    await world.running(given, { observation: undefined })
    const refusal = await refusalOf(() => bySeenVersion(world))
    expect(refusal.name).toBe('InvalidApplicationConfigurationException')
    expect(await world.application()).toMatchObject({ status: 'RUNNING', versionId: 1 })
  })

  it('takes the token of the newest version in place of its number, or both', async () => {
    const world = createWorld()
    const { conditionalToken: ConditionalToken } = await world.created(given)
    const wrong: Seen[] = [
      { CurrentApplicationVersionId: 2 },
      { ConditionalToken: 'other' },
      { CurrentApplicationVersionId: 1, ConditionalToken: 'other' },
      { CurrentApplicationVersionId: 2, ConditionalToken },
    ]
    for (const seen of wrong) {
      expect((await refusalOf(() => act(world, seen))).name).toBe('ConcurrentModificationException')
    }
    expect((await refusalOf(() => act(world, {}))).name).toBe('InvalidArgumentException')
    expect(await world.application()).toMatchObject({ versionId: 1 })
    await act(world, { CurrentApplicationVersionId: 1, ConditionalToken })
    expect(await world.application()).toMatchObject({ versionId: 2 })
  })

  it.each(statusesBut('READY', 'RUNNING', 'ROLLED_BACK'))('is refused in status %s', async (status) => {
    const world = createWorld()
    await world.created(given)
    await world.inStatus(status)
    expect(await refusalOf(() => bySeenVersion(world))).toEqual({
      name: 'ResourceInUseException',
      message: `Application cannot be updated in '${status}' state`,
    })
  })

  it('is refused for an application that is not there', async () => {
    const refusal = await refusalOf(() => bySeenVersion(createWorld()))
    expect(refusal.name).toBe('ResourceNotFoundException')
  })
}

const newestOperation = async ({ store }: World, { id }: Application) =>
  (await store.operations.list(id, { limit: 1 }))[0]
