import { describeMaintenanceWindow, requireMovableWindow } from '@weir/domain'
import type { ActionHandler } from '@weir/service-model'
import type { ActionDeps } from '../../deps.ts'
import { findApplication } from '../../find-application.ts'
import { refuseSql } from '../../require-kind.ts'

/** The window is no part of the configuration: it moves without a new version and without a restart. */
export const updateApplicationMaintenanceConfiguration =
  ({ store }: ActionDeps): ActionHandler<'UpdateApplicationMaintenanceConfiguration'> =>
  async ({ ApplicationName, ApplicationMaintenanceConfigurationUpdate: update }, context) => {
    const { arn, maintenanceWindowStart } = await store.transaction(async (tx) => {
      const current = await findApplication(tx, context, ApplicationName, { lock: true })
      refuseSql(current, 'UpdateApplicationMaintenanceConfiguration')
      requireMovableWindow(current)
      return tx.applications.save({
        ...current,
        maintenanceWindowStart: update.ApplicationMaintenanceWindowStartTimeUpdate,
      })
    })
    return {
      ApplicationARN: arn,
      ApplicationMaintenanceConfigurationDescription: describeMaintenanceWindow(maintenanceWindowStart),
    }
  }
