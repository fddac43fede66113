import { InvalidApplicationConfigurationException } from '@weir/service-model'
import type { Deployment } from './model/deployment.ts'

/**
 * Throws AWS's answer when a snapshot is needed and the job, as it was last seen, is not running. A stop passes
 * `finishedIsFine`: a job that has read all its input has no state to keep and can be stopped without a snapshot.
 */
export const requireRunningJob = (
  { name }: { readonly name: string },
  deployment: Deployment | undefined,
  { finishedIsFine }: { finishedIsFine: boolean },
): void => {
  const seen = deployment?.state === 'running' ? deployment.observation : undefined
  const job = seen?.manager === 'serving' ? seen.job?.state : undefined
  if (job === 'RUNNING' || (finishedIsFine && job === 'FINISHED')) return
  throw new InvalidApplicationConfigurationException(
    `Failed to take snapshot for the application ${name} at this moment. The application is currently experiencing downtime. Please check the application's CloudWatch metrics or CloudWatch logs for any possible errors and retry the request. You can also retry the request after disabling the snapshots in the Managed Service for Apache Flink console or by updating the ApplicationSnapshotConfiguration through the AWS SDK`,
  )
}
