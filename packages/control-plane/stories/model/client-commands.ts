import type { UpdateApplicationRequest } from '@weir/service-model'
import { aCreateRequest } from '../world.ts'
import type { Command } from './command.ts'
import { request } from './command.ts'
import type { RealService } from './real-service.ts'
import type { Config, ReferenceModel } from './reference-model.ts'
import { current } from './reference-model.ts'

const ApplicationName = 'flights'
const name = { ApplicationName }

/** How a caller names the version that it saw. */
export type Seen = 'current' | 'stale' | 'ahead' | 'token' | 'bad token' | 'both' | 'none'

const versionOf = (model: ReferenceModel): number => (model.application ? current(model.application).number : 1)

const named = async (model: ReferenceModel, real: RealService, seen: Seen) => {
  const CurrentApplicationVersionId = versionOf(model)
  const ConditionalToken = (await real.find())?.conditionalToken ?? 'none'
  const forms: Record<Seen, Partial<UpdateApplicationRequest>> = {
    current: { CurrentApplicationVersionId },
    stale: { CurrentApplicationVersionId: CurrentApplicationVersionId - 1 },
    ahead: { CurrentApplicationVersionId: CurrentApplicationVersionId + 1 },
    token: { ConditionalToken },
    'bad token': { CurrentApplicationVersionId, ConditionalToken: 'old' },
    both: { CurrentApplicationVersionId, ConditionalToken },
    none: {},
  }
  return forms[seen]
}
const isNewest = (seen: Seen): boolean | undefined =>
  seen === 'none' ? undefined : ['current', 'token', 'both'].includes(seen)

const stopName = (real: RealService): string => `STOP-${ApplicationName}-${String(real.clock.now().getTime())}`
const updateName = (real: RealService): string =>
  `UPDATEAPPLICATION-${ApplicationName}-${String(real.clock.now().getTime())}`

export const create = (snapshots: boolean, rollback: boolean): Command =>
  request(
    `create(snapshots ${snapshots}, rollback ${rollback})`,
    (model) => model.create({ snapshots, rollback, vpc: false, logging: false }),
    ({ act, context }) =>
      act.CreateApplication(
        aCreateRequest({
          ApplicationConfiguration: {
            ...aCreateRequest().ApplicationConfiguration,
            ApplicationSnapshotConfiguration: { SnapshotsEnabled: snapshots },
            ApplicationSystemRollbackConfiguration: { RollbackEnabled: rollback },
          },
        }),
        context,
      ),
  )

export const start = (from: string | undefined): Command =>
  request(
    `start(${from ?? ''})`,
    (model) => model.start(from),
    ({ act, context }) =>
      act.StartApplication(
        from === undefined
          ? name
          : {
              ...name,
              RunConfiguration: {
                ApplicationRestoreConfiguration: {
                  ApplicationRestoreType: 'RESTORE_FROM_CUSTOM_SNAPSHOT',
                  SnapshotName: from,
                },
              },
            },
        context,
      ),
  )

export const stop = (Force: boolean): Command =>
  request(
    Force ? 'forceStop' : 'stop',
    (model, real) => (Force ? model.forceStop() : model.stop(stopName(real))),
    ({ act, context }) => act.StopApplication({ ...name, Force }, context),
  )

export const update = (seen: Seen, wanted: Partial<Pick<Config, 'snapshots' | 'rollback'>>, namesRun: boolean): Command =>
  request(
    `update(${seen}, ${JSON.stringify(wanted)}${namesRun ? ', run' : ''})`,
    (model, real) =>
      model.change(
        'UpdateApplication',
        { seen: isNewest(seen), snapshotName: updateName(real), apply: (config) => ({ ...config, ...wanted }) },
        namesRun,
      ),
    async (real, model) =>
      real.act.UpdateApplication(
        {
          ...name,
          ...(await named(model, real, seen)),
          ...(namesRun && {
            RunConfigurationUpdate: {
              ApplicationRestoreConfiguration: { ApplicationRestoreType: 'SKIP_RESTORE_FROM_SNAPSHOT' },
            },
          }),
          ApplicationConfigurationUpdate: {
            ...(wanted.snapshots !== undefined && {
              ApplicationSnapshotConfigurationUpdate: { SnapshotsEnabledUpdate: wanted.snapshots },
            }),
            ...(wanted.rollback !== undefined && {
              ApplicationSystemRollbackConfigurationUpdate: { RollbackEnabledUpdate: wanted.rollback },
            }),
          },
        },
        real.context,
      ),
  )

/** Adds or deletes the one VPC configuration or logging option that an application may have. */
export const changePart = (part: 'vpc' | 'logging', add: boolean, seen: Seen): Command => {
  const actions = {
    vpc: add ? 'AddApplicationVpcConfiguration' : 'DeleteApplicationVpcConfiguration',
    logging: add ? 'AddApplicationCloudWatchLoggingOption' : 'DeleteApplicationCloudWatchLoggingOption',
  } as const
  const refusal = add ? 'InvalidArgumentException' : 'ResourceNotFoundException'
  return request(
    `${actions[part]}(${seen})`,
    (model, real) =>
      model.change(actions[part], {
        seen: isNewest(seen),
        snapshotName: updateName(real),
        apply: (config) => (config[part] === add ? refusal : { ...config, [part]: add }),
      }),
    async (real, model) => {
      const { act, context } = real
      const asked = { ...name, ...(await named(model, real, seen)) }
      const spec = (await real.find())?.spec
      if (part === 'vpc' && add) {
        const VpcConfiguration = { SubnetIds: ['subnet-1'], SecurityGroupIds: ['sg-1'] }
        return act.AddApplicationVpcConfiguration({ ...asked, VpcConfiguration }, context)
      }
      if (part === 'vpc') {
        const VpcConfigurationId = spec?.vpcConfigurations[0]?.id ?? '1.1'
        return act.DeleteApplicationVpcConfiguration({ ...asked, VpcConfigurationId }, context)
      }
      if (add) {
        const LogStreamARN = 'arn:aws:logs:us-east-1:123456789012:log-group:g:log-stream:s'
        return act.AddApplicationCloudWatchLoggingOption(
          { ...asked, CloudWatchLoggingOption: { LogStreamARN } },
          context,
        )
      }
      const CloudWatchLoggingOptionId = spec?.loggingOptions[0]?.id ?? '1.1'
      return act.DeleteApplicationCloudWatchLoggingOption({ ...asked, CloudWatchLoggingOptionId }, context)
    },
  )
}

export const rollBack = (seen: 'current' | 'stale' | 'ahead'): Command =>
  request(
    `rollback(${seen})`,
    (model) => model.rollBack(seen === 'current'),
    async (real, model) => {
      const { CurrentApplicationVersionId = 1 } = await named(model, real, seen)
      return real.act.RollbackApplication({ ...name, CurrentApplicationVersionId }, real.context)
    },
  )

export const remove = (rightTime: boolean): Command =>
  request(
    `delete(${rightTime ? '' : 'wrong time'})`,
    (model) => model.delete(rightTime),
    async ({ act, context, find }) => {
      const created = (await find())?.createdAt ?? new Date(0)
      const CreateTimestamp = rightTime ? created : new Date(created.getTime() - 60_000)
      return act.DeleteApplication({ ...name, CreateTimestamp }, context)
    },
  )

export const createSnapshot = (SnapshotName: string): Command =>
  request(
    `createSnapshot(${SnapshotName})`,
    (model) => model.createSnapshot(SnapshotName),
    ({ act, context }) => act.CreateApplicationSnapshot({ ...name, SnapshotName }, context),
  )

export const deleteSnapshot = (SnapshotName: string, rightTime: boolean): Command =>
  request(
    `deleteSnapshot(${SnapshotName}${rightTime ? '' : ', wrong time'})`,
    (model) => model.deleteSnapshot(SnapshotName, rightTime),
    async ({ act, context, find, store }) => {
      const application = await find()
      const snapshot = application && (await store.snapshots.find(application.id, SnapshotName))
      const created = snapshot?.createdAt ?? new Date(0)
      const SnapshotCreationTimestamp = rightTime ? created : new Date(created.getTime() - 60_000)
      return act.DeleteApplicationSnapshot({ ...name, SnapshotName, SnapshotCreationTimestamp }, context)
    },
  )

export const moveMaintenanceWindow: Command = request(
  'moveMaintenanceWindow',
  (model) => model.moveMaintenanceWindow(),
  ({ act, context }) =>
    act.UpdateApplicationMaintenanceConfiguration(
      {
        ...name,
        ApplicationMaintenanceConfigurationUpdate: { ApplicationMaintenanceWindowStartTimeUpdate: '04:00' },
      },
      context,
    ),
)

export const tag = (untag: boolean): Command =>
  request(
    untag ? 'untag' : 'tag',
    (model) => model.tag(),
    ({ act, context }) => {
      const ResourceARN = 'arn:aws:kinesisanalytics:us-east-1:123456789012:application/flights'
      return untag
        ? act.UntagResource({ ResourceARN, TagKeys: ['k'] }, context)
        : act.TagResource({ ResourceARN, Tags: [{ Key: 'k', Value: 'v' }] }, context)
    },
  )

