import {
  CreateApplicationCommand,
  CreateApplicationSnapshotCommand,
  DeleteApplicationCommand,
  DescribeApplicationCommand,
  DescribeApplicationOperationCommand,
  DescribeApplicationSnapshotCommand,
  StartApplicationCommand,
  StopApplicationCommand,
} from '@aws-sdk/client-kinesis-analytics-v2'
import { setTimeout as pause } from 'node:timers/promises'

/** How the sample application is created: the request of any AWS client. */
export function createRequest({ name, accountId, bucket, codeKey, input, output }) {
  return {
    ApplicationName: name,
    ApplicationDescription: 'Flights per airport and day, with running totals',
    RuntimeEnvironment: 'FLINK-2_2',
    ServiceExecutionRole: `arn:aws:iam::${accountId}:role/weir-default`,
    ApplicationConfiguration: {
      ApplicationCodeConfiguration: {
        CodeContentType: 'ZIPFILE',
        CodeContent: { S3ContentLocation: { BucketARN: `arn:aws:s3:::${bucket}`, FileKey: codeKey } },
      },
      EnvironmentProperties: {
        PropertyGroups: [
          { PropertyGroupId: 'FlightsInput', PropertyMap: { Path: `s3://${bucket}/${input}`, PollInterval: 'PT1S' } },
          { PropertyGroupId: 'FlightsOutput', PropertyMap: { Path: `s3://${bucket}/${output}` } },
        ],
      },
      FlinkApplicationConfiguration: {
        // Results become visible with each checkpoint: often here, because somebody is watching.
        CheckpointConfiguration: {
          ConfigurationType: 'CUSTOM',
          CheckpointingEnabled: true,
          CheckpointInterval: 2000,
          MinPauseBetweenCheckpoints: 500,
        },
        ParallelismConfiguration: {
          ConfigurationType: 'CUSTOM',
          Parallelism: 1,
          ParallelismPerKPU: 1,
          AutoScalingEnabled: false,
        },
      },
      ApplicationSnapshotConfiguration: { SnapshotsEnabled: true },
    },
  }
}

/** What the quickstart does with an application, each call returning when the service has done it. */
export function createApplicationDriver({ flink, restGet, name, note }) {
  const application = { ApplicationName: name }

  const describe = async () => {
    try {
      return (await flink.send(new DescribeApplicationCommand(application))).ApplicationDetail
    } catch (error) {
      if (error.name === 'ResourceNotFoundException') return undefined
      throw error
    }
  }

  /** Waits for an operation to end, printing each phase with its duration as it ends; throws with its cause when it fails. */
  const finish = async (operationId) => {
    // SQL applications have operations that nobody is told of.
    if (operationId === undefined) return settle()
    const printed = new Set()
    for (;;) {
      const { ApplicationOperationInfoDetails: operation } = await flink.send(
        new DescribeApplicationOperationCommand({ ...application, OperationId: operationId }),
      )
      const ended = operation.OperationStatus !== 'IN_PROGRESS'
      await printPhases(operationId, printed)
      if (operation.OperationStatus === 'SUCCESSFUL') return
      if (ended) {
        const cause = operation.OperationFailureDetails?.ErrorInfo?.ErrorString ?? 'no cause was given'
        throw new Error(`${operation.Operation} of ${name} is ${operation.OperationStatus}: ${cause}`)
      }
      await pause(100)
    }
  }

  const settle = async () => {
    while (/ING$/.test((await describe()).ApplicationStatus.replace('RUNNING', ''))) await pause(200)
  }

  const printPhases = async (operationId, printed) => {
    const { phases } = await restGet(`/v1/applications/${name}/operations/${operationId}/phases`)
    for (const { name: phase, startTime, endTime } of phases) {
      if (endTime === undefined || printed.has(phase + startTime)) continue
      printed.add(phase + startTime)
      const seconds = (Date.parse(endTime) - Date.parse(startTime)) / 1000
      note(`${phase.padEnd(44)} ${`${seconds.toFixed(1)} s`.padStart(8)}`)
    }
  }

  const requireStatus = async (expected) => {
    const { ApplicationStatus: status } = await describe()
    if (status !== expected) throw new Error(`${name} is ${status}; it should be ${expected}`)
    return status
  }

  return {
    describe,
    /** Removes what an earlier quickstart left; resolves to whether there was something. */
    removeOld: async () => {
      let found = await describe()
      if (found === undefined) return false
      while (found !== undefined) {
        // Not while something is under way: Weir may just be resuming it.
        if (['READY', 'RUNNING'].includes(found.ApplicationStatus)) {
          await flink
            .send(new DeleteApplicationCommand({ ...application, CreateTimestamp: found.CreateTimestamp }))
            .catch((error) => {
              if (!['ResourceInUseException', 'ResourceNotFoundException'].includes(error.name)) throw error
            })
        }
        await pause(200)
        found = await describe()
      }
      return true
    },
    create: async (request) => {
      const { ApplicationDetail } = await flink.send(new CreateApplicationCommand(request))
      return `${ApplicationDetail.ApplicationStatus}, version ${ApplicationDetail.ApplicationVersionId}`
    },
    start: async (runConfiguration) => {
      const { OperationId } = await flink.send(
        new StartApplicationCommand({ ...application, RunConfiguration: runConfiguration }),
      )
      await finish(OperationId)
      return requireStatus('RUNNING')
    },
    stop: async () => {
      const { OperationId } = await flink.send(new StopApplicationCommand(application))
      await finish(OperationId)
      return requireStatus('READY')
    },
    snapshot: async (snapshotName) => {
      const snapshot = { ...application, SnapshotName: snapshotName }
      await flink.send(new CreateApplicationSnapshotCommand(snapshot))
      for (;;) {
        const { SnapshotDetails } = await flink.send(new DescribeApplicationSnapshotCommand(snapshot))
        if (SnapshotDetails.SnapshotStatus === 'READY') return snapshotName
        if (SnapshotDetails.SnapshotStatus === 'FAILED') throw new Error(`the snapshot ${snapshotName} failed`)
        await pause(100)
      }
    },
    /** Throws when the application no longer runs: waiting for its results would be in vain. */
    requireRunning: () => requireStatus('RUNNING'),
  }
}
