import type { Deployment, Facts } from '@weir/domain'
import type { ReconcilerDeps } from '../deps.ts'

/**
 * Puts a deployment's failure into the application's own log, where AWS writes such messages too. What cannot be written there is in the
 * history all the same.
 */
export const sayInLog = async (
  deps: Pick<ReconcilerDeps, 'engine' | 'logger' | 'clock'>,
  { application }: Facts,
  { id, versionId, epoch, outcome, cause }: Deployment,
): Promise<void> => {
  if (cause === undefined || (outcome !== 'failed' && outcome !== 'lost')) return
  const { id: applicationId, arn: applicationArn } = application
  const message =
    outcome === 'lost'
      ? `The cluster of the application was lost: ${cause}`
      : // As AWS begins it, for alarms that look for it; where the application goes from here is the operation's to say.
        'Amazon Managed Service for Apache Flink failed to transition the application to the desired state. ' +
        `Please investigate the following error. ${cause}`
  const of = { applicationId, applicationArn, deploymentId: id, versionId, epoch }
  await deps.engine.logs
    .write(of, { at: deps.clock.now(), level: 'ERROR', logger: 'io.weir.service', message })
    .catch((error: unknown) => {
      deps.logger.warn({ err: error, applicationId, deploymentId: id }, 'nothing can be written into the log')
    })
}
