import { aDeployment, anObservation, refusalOf } from '@weir/testkit'
import type { JobState } from '../ports/engine.ts'
import { requireRunningJob, seenJobState } from './downtime.ts'

describe('the job as it was last seen', () => {
  const job = (state: JobState) => ({ state, allTasksRunning: state === 'RUNNING', parallelism: 1, restarts: 0 })
  const running = aDeployment({ applicationId: 'a', state: 'running', observation: anObservation() })

  it('runs when its manager serves it', () => {
    expect(seenJobState(running)).toBe('RUNNING')
    requireRunningJob({ name: 'flights' }, running)
  })

  it.each([
    ['there is no deployment', undefined],
    ['it was never seen', { ...running, observation: undefined }],
    ['its cluster is being replaced', { ...running, state: 'launched' as const }],
    ['its manager is gone', { ...running, observation: anObservation({ manager: 'exited' }) }],
    ['it restarts', { ...running, observation: anObservation({ job: job('RESTARTING') }) }],
  ])('is in downtime when %s', async (_, deployment) => {
    expect(await refusalOf(() => requireRunningJob({ name: 'flights' }, deployment))).toMatchObject({
      name: 'InvalidApplicationConfigurationException',
      message:
        "Failed to take snapshot for the application flights at this moment. The application is currently experiencing downtime. Please check the application's CloudWatch metrics or CloudWatch logs for any possible errors and retry the request. You can also retry the request after disabling the snapshots in the Managed Service for Apache Flink console or by updating the ApplicationSnapshotConfiguration through the AWS SDK",
    })
  })
})
