import { createService } from './service.ts'
import { aCreateRequest } from './world.ts'

type Service = Awaited<ReturnType<typeof createService>>

const VpcConfiguration = { SubnetIds: ['subnet-1'], SecurityGroupIds: ['sg-1'] }
const LogStreamARN = 'arn:aws:logs:us-east-1:123456789012:log-group:flights:log-stream:flink'

/** In this order, each of the version that the one before it made. */
const changes: readonly [
  string,
  (service: Service, versionId: number) => Promise<{ OperationId?: string | undefined }>,
][] = [
  [
    'AddApplicationVpcConfiguration',
    ({ act, context, name }, CurrentApplicationVersionId) =>
      act.AddApplicationVpcConfiguration({ ...name, CurrentApplicationVersionId, VpcConfiguration }, context),
  ],
  [
    'AddApplicationCloudWatchLoggingOption',
    ({ act, context, name }, CurrentApplicationVersionId) =>
      act.AddApplicationCloudWatchLoggingOption(
        { ...name, CurrentApplicationVersionId, CloudWatchLoggingOption: { LogStreamARN } },
        context,
      ),
  ],
  [
    'DeleteApplicationVpcConfiguration',
    ({ act, context, name }, CurrentApplicationVersionId) =>
      act.DeleteApplicationVpcConfiguration(
        { ...name, CurrentApplicationVersionId, VpcConfigurationId: '2.1' },
        context,
      ),
  ],
  [
    'DeleteApplicationCloudWatchLoggingOption',
    ({ act, context, name }, CurrentApplicationVersionId) =>
      act.DeleteApplicationCloudWatchLoggingOption(
        { ...name, CurrentApplicationVersionId, CloudWatchLoggingOptionId: '3.1' },
        context,
      ),
  ],
]

it('replaces the job for each part that is added or deleted, with its state kept', async () => {
  const service = await createService()
  const { worker, act, context, id, name, describe, outcome, operations } = service
  await act.StartApplication(name, context)
  await worker.driveTo(id, 'RUNNING')
  for (const [index, [, change]] of changes.entries()) {
    const before = index + 1
    const { OperationId } = await change(service, before)
    expect((await describe()).ApplicationStatus).toBe('UPDATING')
    await worker.driveTo(id, 'RUNNING')
    expect(await outcome(OperationId)).toMatchObject({
      OperationStatus: 'SUCCESSFUL',
      ApplicationVersionChangeDetails: {
        ApplicationVersionUpdatedFrom: before,
        ApplicationVersionUpdatedTo: before + 1,
      },
    })
    const snapshot = await worker.store.snapshots.newestReady(id)
    expect(snapshot?.versionId).toBe(before)
    expect(await worker.deployment(id)).toMatchObject({ versionId: before + 1, restoreFrom: snapshot?.location })
  }
  expect(await operations()).toEqual(
    ['CreateApplication', 'StartApplication', ...changes.map(([action]) => action)].map((each) => `${each} SUCCESSFUL`),
  )
  expect(await describe()).toMatchObject({ ApplicationVersionId: 5, CloudWatchLoggingOptionDescriptions: undefined })
  expect(await worker.liveClusters()).toBe(1)
})

it('is undone by system rollback when the job cannot start again', async () => {
  const service = await createService({
    ApplicationConfiguration: {
      ...aCreateRequest().ApplicationConfiguration,
      ApplicationSystemRollbackConfiguration: { RollbackEnabled: true },
    },
  })
  const { worker, act, context, id, name, describe, outcome } = service
  await act.StartApplication(name, context)
  await worker.driveTo(id, 'RUNNING')
  worker.engine.switches.mainFailureOf = ({ versionId }) => (versionId === 2 ? 'no route to the broker' : undefined)
  const { OperationId } = await act.AddApplicationVpcConfiguration(
    { ...name, CurrentApplicationVersionId: 1, VpcConfiguration },
    context,
  )
  await worker.driveTo(id, 'RUNNING')
  expect(await outcome(OperationId)).toMatchObject({
    Operation: 'AddApplicationVpcConfiguration',
    OperationStatus: 'FAILED',
    OperationFailureDetails: { ErrorInfo: { ErrorString: 'no route to the broker' } },
  })
  const { ApplicationVersionId, ApplicationConfigurationDescription: configuration } = await describe()
  expect(ApplicationVersionId).toBe(3)
  expect(configuration?.VpcConfigurationDescriptions).toBeUndefined()
})
