import type { OperationName } from '@weir/domain'
import { refusalOf } from '@weir/testkit'
import type { CreateApplicationRequest } from '@weir/service-model'
import { createWorld, statusesBut } from './world.ts'

type World = ReturnType<typeof createWorld>

/** An action that changes one input, output or source of reference data of a SQL application. */
export interface SqlChange {
  readonly name: OperationName
  /** What the application is created with, so that the change is possible. */
  readonly given: CreateApplicationRequest
  readonly act: (
    world: World,
    application: { ApplicationName: string; CurrentApplicationVersionId: number },
  ) => Promise<object>
}

/** What holds for each of these actions. To be called in a test file of its own. */
export const sqlChangeKeepsTheRules = ({ name, given, act }: SqlChange): void => {
  const change = (world: World, CurrentApplicationVersionId = 1) =>
    act(world, { ApplicationName: 'flights', CurrentApplicationVersionId })

  it('makes the next version and names no operation', async () => {
    const world = createWorld()
    const before = await world.created(given)
    await world.clock.advance(5_000)
    const answer = await change(world)
    expect(answer).toMatchObject({ ApplicationARN: before.arn, ApplicationVersionId: 2 })
    expect(answer).not.toHaveProperty('OperationId')
    const after = await world.application()
    expect(after).toMatchObject({ status: 'READY', versionId: 2, updatedAt: world.clock.now() })
    expect((await world.store.versions.find(after.id, 1))?.spec).toEqual(before.spec)
    expect(await world.store.versions.find(after.id, 2)).toMatchObject({ spec: after.spec, updatedFrom: 1 })
    const [operation] = await world.store.operations.list(after.id, { limit: 1 })
    expect(operation).toMatchObject({ name, status: 'SUCCESSFUL', versionFrom: 1, versionTo: 2 })
  })

  it('is refused when the caller saw another version', async () => {
    const world = createWorld()
    await world.created(given)
    expect((await refusalOf(() => change(world, 2))).name).toBe('ConcurrentModificationException')
    expect(await world.application()).toMatchObject({ versionId: 1 })
  })

  it('is refused for a Flink application', async () => {
    const world = createWorld()
    await world.created()
    expect(await refusalOf(() => change(world))).toEqual({
      name: 'InvalidArgumentException',
      message: 'You cannot add sql configuration to a Flink application.',
    })
  })

  it.each(statusesBut('READY', 'RUNNING', 'ROLLED_BACK'))('is refused in status %s', async (status) => {
    const world = createWorld()
    await world.created(given)
    await world.inStatus(status)
    expect((await refusalOf(() => change(world))).name).toBe('ResourceInUseException')
  })

  it('is refused for an application that is not there', async () => {
    expect((await refusalOf(() => change(createWorld()))).name).toBe('ResourceNotFoundException')
  })
}
