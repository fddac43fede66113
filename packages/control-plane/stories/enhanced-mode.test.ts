import type { SnapshotMode } from '@weir/service-model'
import { aScope, refusalOf } from '@weir/testkit'
import { createSnapshotWorld, enhancedMode } from './snapshot-world.ts'

const type = 'RESTORE_FROM_CUSTOM_SNAPSHOT'

describe('an application with enhanced snapshots', () => {
  const world = async () => {
    const story = createSnapshotWorld()
    const { id } = await story.created(enhancedMode)
    const start = (SnapshotArn: string) =>
      story.act.StartApplication(
        {
          ApplicationName: 'flights',
          RunConfiguration: { ApplicationRestoreConfiguration: { ApplicationRestoreType: type, SnapshotArn } },
        },
        story.context,
      )
    return { ...story, id, start }
  }

  it('starts from any snapshot of the account, pinned to the one that has the name now', async () => {
    const { id, start, kept, store, application } = await world()
    const { arn, id: snapshotId } = await kept({ runtimeEnvironment: undefined })
    await start(arn)
    expect((await store.operations.inProgress(id))?.intent.restore).toEqual({
      kind: 'enhanced-snapshot',
      arn,
      id: snapshotId,
    })
    expect((await application()).runConfiguration?.ApplicationRestoreConfigurationDescription).toEqual({
      ApplicationRestoreType: type,
      SnapshotArn: arn,
    })
  })

  it.each([
    ['of another account', 'arn:aws:kinesisanalytics:us-east-1:210987654321:snapshot/nightly'],
    ['of another region', 'arn:aws:kinesisanalytics:eu-west-1:123456789012:snapshot/nightly'],
    ['that does not exist', 'arn:aws:kinesisanalytics:us-east-1:123456789012:snapshot/weekly'],
    ['that is none', 'nightly'],
  ])('does not start from a snapshot %s', async (_, arn) => {
    const { start, kept } = await world()
    await kept()
    expect(await refusalOf(() => start(arn))).toEqual({
      name: 'InvalidArgumentException',
      message: `The snapshot ${arn} provided for restore configuration does not exist.`,
    })
  })

  it('does not start from one that is not READY, or of a newer Flink', async () => {
    const { start, kept } = await world()
    const { arn } = await kept({ status: 'FAILED' })
    expect((await refusalOf(() => start(arn))).name).toBe('InvalidArgumentException')
    const newer = await kept({ name: 'newer', runtimeEnvironment: 'FLINK-2_3' })
    expect(await refusalOf(() => start(newer.arn))).toMatchObject({
      name: 'InvalidArgumentException',
      message: expect.stringContaining('FLINK-2_3'),
    })
  })
})

it('an update takes its snapshot in the mode that it asks for', async () => {
  const { act, context, running, store } = createSnapshotWorld()
  const { id } = await running()
  const SnapshotModeUpdate: SnapshotMode = 'ENHANCED_SNAPSHOTS'
  const snapshots = { SnapshotsEnabledUpdate: true, SnapshotModeUpdate }
  const { OperationId } = await act.UpdateApplication(
    {
      ApplicationName: 'flights',
      CurrentApplicationVersionId: 1,
      ApplicationConfigurationUpdate: { ApplicationSnapshotConfigurationUpdate: snapshots },
    },
    context,
  )
  const [snapshot] = await store.enhancedSnapshots.list(aScope, { limit: 10 })
  expect(snapshot).toMatchObject({ initiator: 'SYSTEM', source: { applicationId: id, versionId: 1 } })
  const operation = await store.operations.inProgress(id)
  expect(operation?.id).toBe(OperationId)
  expect(await store.snapshots.find(id, operation?.intent.snapshotName ?? '')).toMatchObject({
    kind: 'update',
    versionId: 1,
    enhancedId: snapshot?.id,
  })
})

it('the way back to classic snapshots is the rollback of that step', async () => {
  const { act, context, running, settle, application } = createSnapshotWorld()
  await running()
  const update = (CurrentApplicationVersionId: number, SnapshotModeUpdate: SnapshotMode) =>
    act.UpdateApplication(
      {
        ApplicationName: 'flights',
        CurrentApplicationVersionId,
        ApplicationConfigurationUpdate: {
          ApplicationSnapshotConfigurationUpdate: { SnapshotsEnabledUpdate: true, SnapshotModeUpdate },
        },
      },
      context,
    )
  await update(1, 'ENHANCED_SNAPSHOTS')
  await settle('flights', 'updated')
  expect((await refusalOf(() => update(2, 'APPLICATION_SNAPSHOTS_LEGACY'))).name).toBe('InvalidArgumentException')
  await act.RollbackApplication({ ApplicationName: 'flights', CurrentApplicationVersionId: 2 }, context)
  expect((await application()).spec.snapshotMode).toBeUndefined()
})

it('an enhanced step behind it closes the way back', async () => {
  const { act, context, running, settle, application } = createSnapshotWorld()
  await running(enhancedMode)
  await act.UpdateApplication({ ApplicationName: 'flights', CurrentApplicationVersionId: 1 }, context)
  await settle('flights', 'updated')
  await act.RollbackApplication({ ApplicationName: 'flights', CurrentApplicationVersionId: 2 }, context)
  expect((await application()).spec.snapshotMode).toBe('ENHANCED_SNAPSHOTS')
})
