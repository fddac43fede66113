import { randomUUID } from 'node:crypto'
import type { CodeBundle, DeploymentRequest } from '@weir/domain'

/** A request with new ids, everything else as small as it goes. */
export function requestOf({
  stateRoot,
  code,
  given = {},
}: {
  stateRoot: string
  code: CodeBundle
  given?: Partial<DeploymentRequest> | undefined
}): DeploymentRequest {
  const applicationId = given.applicationId ?? randomUUID()
  const deploymentId = given.deploymentId ?? randomUUID()
  const stateUri = given.stateUri ?? `${stateRoot}/applications/${applicationId}`
  return {
    applicationId,
    applicationArn: 'arn:aws:kinesisanalytics:us-east-1:123456789012:application/probe',
    applicationName: 'probe hello',
    deploymentId,
    epoch: 1,
    versionId: 1,
    jobId: randomUUID().replaceAll('-', ''),
    runtimeEnvironment: 'FLINK-2_2',
    code,
    propertyGroups: [{ id: 'Probe', map: { greeting: 'hello' } }],
    parallelism: 1,
    parallelismPerKpu: 1,
    checkpointing: { enabled: true, intervalMs: 1_000, minPauseMs: 100 },
    logLevel: 'INFO',
    stateUri,
    checkpointsUri: `${stateUri}/deployments/${deploymentId}/checkpoints`,
    allowNonRestoredState: false,
    access: {
      roleArn: 'arn:aws:iam::123456789012:role/weir-default',
      region: 'us-east-1',
      accessKeyId: 'key',
      secretAccessKey: 'secret',
      s3PathStyle: true,
    },
    ...given,
  }
}
