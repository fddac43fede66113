import type { Facts } from '@weir/domain'
import { maintenanceDue, newestDeployment, windowIsOpen } from '@weir/domain'
import type { ReconcilerDeps } from '../deps.ts'

/** The release that the application is to be brought to now. Postgres is asked only when there is a newer one and the window is open. */
export const dueMaintenance = async (
  { store, engine, clock }: Pick<ReconcilerDeps, 'store' | 'engine' | 'clock'>,
  facts: Facts,
): Promise<string | undefined> => {
  const { application } = facts
  const deployment = newestDeployment(facts)
  if (application.status !== 'RUNNING' || deployment?.state !== 'running') return undefined
  if (facts.observation?.job?.allTasksRunning !== true) return undefined
  // Without a snapshot the job goes on from its newest checkpoint: not before there is one.
  const { snapshotsEnabled, flink } = application.spec
  const covered = snapshotsEnabled === true || facts.observation.job.lastCheckpoint !== undefined
  if (!covered && flink?.checkpoint.checkpointingEnabled === true) return undefined
  const newest = engine.release(application.runtimeEnvironment)
  const now = clock.now()
  if (newest === undefined || deployment.release === undefined || deployment.release === newest) return undefined
  if (!windowIsOpen(application.maintenanceWindowStart, now)) return undefined
  const [last] = await store.operations.list(application.id, { limit: 1, name: 'ApplicationMaintenance' })
  return maintenanceDue({ application, deployment, newest, last, now })
}
