import type { DeploymentRequest } from '@weir/domain'
import type { RuntimeHome } from '../../runtimes/runtime-home.ts'
import type { Program } from '../program/program.ts'
import type { ProcessRef } from '../process-ref.ts'
import type { MemberLayout } from './member-layout.ts'

/** Our own tiny program as if it were an application: nobody's, with access to nothing. */
export function exerciseRequest(memberId: string, layout: MemberLayout, { runtime }: RuntimeHome): DeploymentRequest {
  const stateUri = `file:${layout.work}/exercise`
  return {
    applicationId: memberId,
    applicationArn: '',
    applicationName: 'exercise',
    deploymentId: memberId,
    epoch: 0,
    versionId: 0,
    jobId: '0'.repeat(31) + '1',
    runtimeEnvironment: runtime,
    code: { sha256: '', md5: '', size: 0 },
    propertyGroups: [],
    parallelism: 1,
    parallelismPerKpu: 1,
    checkpointing: { enabled: true, intervalMs: 200, minPauseMs: 100 },
    logLevel: 'ERROR',
    stateUri,
    checkpointsUri: `${stateUri}/checkpoints`,
    allowNonRestoredState: false,
    access: { roleArn: '', region: 'us-east-1', accessKeyId: 'none', secretAccessKey: 'none', s3PathStyle: true },
  }
}

/** The exercise's cluster: one TaskManager with one slot, at these ports. */
export const exerciseRef = (
  { applicationId, deploymentId, jobId, runtimeEnvironment }: DeploymentRequest,
  [rest = 0, rpc = 0]: readonly number[],
): ProcessRef => ({
  driver: 'process',
  applicationId,
  deploymentId,
  jobId,
  runtime: runtimeEnvironment,
  taskManagers: 1,
  slotsPerTaskManager: 1,
  ports: { rest, rpc },
})

/** What the members run before they are anybody's (java/runtime). */
export const exerciseProgram: Program = {
  mainClass: 'io.weir.runtime.Training',
  arguments: [],
  runtimeJars: [],
  options: {},
  environment: {},
  readOnly: [],
}
