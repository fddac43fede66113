import { InvalidApplicationConfigurationException } from '@weir/service-model'
import type { Deployment } from '../model/deployment.ts'
import type { JobState } from '../ports/engine.ts'

/** The job's state as it was last seen; undefined when no cluster serves it now. */
export const seenJobState = (deployment: Deployment | undefined): JobState | undefined => {
  const seen = deployment?.state === 'running' ? deployment.observation : undefined
  return seen?.manager === 'serving' ? seen.job?.state : undefined
}

/** Throws AWS's answer when a snapshot is needed and the job, as it was last seen, is not running. */
export const requireRunningJob = ({ name }: { readonly name: string }, deployment: Deployment | undefined): void => {
  if (seenJobState(deployment) === 'RUNNING') return
  throw new InvalidApplicationConfigurationException(
    `Failed to take snapshot for the application ${name} at this moment. The application is currently experiencing downtime. Please check the application's CloudWatch metrics or CloudWatch logs for any possible errors and retry the request. You can also retry the request after disabling the snapshots in the Managed Service for Apache Flink console or by updating the ApplicationSnapshotConfiguration through the AWS SDK`,
  )
}
