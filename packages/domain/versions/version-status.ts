import type { ApplicationStatus } from '@weir/service-model'
import type { Application, ApplicationVersion } from '../model/application.ts'

/**
 * The status that the API shows beside a version: the application's own for the current one, ROLLED_BACK for one that was
 * taken back, and for any other the status in which the application left it. `successor` is the version after it.
 */
export const versionStatus = (
  application: Pick<Application, 'status' | 'versionId'>,
  version: Pick<ApplicationVersion, 'versionId'>,
  successor: Pick<ApplicationVersion, 'rolledBackFrom' | 'previousStatus'> | undefined,
): ApplicationStatus => {
  if (version.versionId === application.versionId || successor === undefined) return application.status
  if (successor.rolledBackFrom === version.versionId) return 'ROLLED_BACK'
  return successor.previousStatus ?? 'READY'
}
