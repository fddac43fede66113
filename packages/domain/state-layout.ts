/**
 * Where the state of an application lives below the state root: one prefix per application and deployment, so that no two
 * clusters ever write into one directory, and one directory per snapshot, so that a savepoint whose answer was lost
 * can be found by looking.
 *
 * `root` is WEIR_STATE_URI without a trailing slash.
 */
export const stateLayout = {
  application: (root: string, applicationId: string): string => `${root}/applications/${applicationId}`,
  checkpoints: (root: string, applicationId: string, deploymentId: string): string =>
    `${root}/applications/${applicationId}/deployments/${deploymentId}/checkpoints`,
  /** Holds the savepoint taken when the service suspends the deployment. */
  suspension: (root: string, applicationId: string, deploymentId: string): string =>
    `${root}/applications/${applicationId}/deployments/${deploymentId}/suspension`,
  deployment: (root: string, applicationId: string, deploymentId: string): string =>
    `${root}/applications/${applicationId}/deployments/${deploymentId}`,
  /** `triggerId` makes the directory unique for each attempt and for re-used names. */
  snapshot: (root: string, applicationId: string, triggerId: string): string =>
    `${root}/applications/${applicationId}/snapshots/${triggerId}`,
  /** What a deployment starts from when that is kept outside of the application's prefix. */
  restore: (root: string, applicationId: string, deploymentId: string): string =>
    `${root}/applications/${applicationId}/deployments/${deploymentId}/restore`,
  /** Belongs to an account: no application's processes see it, and it stays when the application goes. */
  enhancedSnapshot: (root: string, snapshotId: string): string => `${root}/snapshots/${snapshotId}`,
  code: (root: string, sha256: string): string => `${root}/code/${sha256}`,
}
