import { randomUUID } from 'node:crypto'
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import {
  CreateApplicationCommand,
  type CreateApplicationCommandInput,
  type KinesisAnalyticsV2Client,
  StartApplicationCommand,
  StopApplicationCommand,
  UpdateApplicationCommand,
} from '@aws-sdk/client-kinesis-analytics-v2'
import { watcher } from '../acceptance/harness/application.ts'
import { role } from '../acceptance/harness/applications.ts'
import { flinkProcesses } from '../acceptance/harness/processes.ts'
import { listing } from '../acceptance/harness/listing.ts'
import type { RestCall } from '../acceptance/harness/rest.ts'
import { until } from '../acceptance/harness/until.ts'
import type { Weir } from '../acceptance/harness/weir.ts'
import type { FailureMode } from './modes.ts'

/** Where the jars are and how to reach the service. */
export interface Stage {
  readonly weir: Weir
  readonly client: KinesisAnalyticsV2Client
  readonly call: RestCall
  readonly bucket: string
}

/** What became of one prepared failure. */
export interface Outcome {
  readonly mode: FailureMode
  /** As REST tells it. */
  readonly diagnosis: any
  /** From the failure, as Flink (or the process) noted it, until a client was told the diagnosis; undefined where nobody noted a time. */
  readonly seconds?: number
  /** Every state of health that was seen, in order. */
  readonly health: readonly string[]
  /** Those that came after the diagnosis, for as long as was watched. */
  readonly healthAfter: readonly string[]
}

/** Lets an application fail in this way and waits until the right cause has been found, or a diagnosis has stood for a while. */
export async function provoke(
  stage: Stage,
  mode: FailureMode,
  { seconds = 100, watchOnMs = 0 }: { seconds?: number; watchOnMs?: number } = {},
): Promise<Outcome> {
  const { client, call } = stage
  const name = `fails-${mode.name}`
  const watch = watcher(stage.weir, client)
  await client.send(new CreateApplicationCommand(application(stage, mode, name)))
  await client.send(new StartApplicationCommand({ ApplicationName: name }))
  const health = watchHealth(call, name)
  try {
    if (mode.then !== undefined) {
      await watch.reaches(name, 'RUNNING', seconds)
      await act(stage, mode, name)
    }
    const diagnosis = await until(
      `the diagnosis of ${name}`,
      async () => {
        const { body } = await call('GET', `/v1/applications/${name}/diagnosis`)
        return body.diagnosis !== undefined && isSettled(body.diagnosis, mode) && body.diagnosis
      },
      { seconds, everyMs: 200, lastKnown: () => health.states().join(' ') },
    )
    const seenAt = Date.now()
    const before = health.states().length
    await pause(watchOnMs)
    const states = health.states()
    return { mode, diagnosis, ...timeOf(diagnosis, seenAt), health: states, healthAfter: states.slice(before) }
  } finally {
    await health.stop()
    await client.send(new StopApplicationCommand({ ApplicationName: name, Force: true })).catch(() => undefined)
    await watch.reaches(name, 'READY', 60).catch(() => undefined)
  }
}

/** A wrong one is waited for to become a right one, as long as it may. */
const isSettled = (diagnosis: any, { class: kind, cause }: FailureMode): boolean =>
  (diagnosis.class === kind && cause.test(diagnosis.cause.exception)) ||
  Date.now() - Date.parse(diagnosis.diagnosedAt) > 12_000

const timeOf = ({ cause }: any, seenAt: number): { seconds?: number } =>
  cause.at === undefined ? {} : { seconds: Math.max(0, (seenAt - Date.parse(cause.at)) / 1000) }

async function act({ weir, client, call }: Stage, mode: FailureMode, name: string): Promise<void> {
  const checkpointed = () =>
    until(`a checkpoint of ${name}`, async () => {
      const { body } = await call('GET', `/v1/applications/${name}/health`)
      return body.state === 'HEALTHY'
    })
  if (mode.then === 'update') {
    const update = { EnvironmentPropertyUpdates: { PropertyGroups: [group(mode.asked ?? mode.name)] } }
    await client.send(
      new UpdateApplicationCommand({
        ApplicationName: name,
        CurrentApplicationVersionId: 1,
        ApplicationConfigurationUpdate: update,
      }),
    )
  } else if (mode.then === 'kill-task-manager') {
    await checkpointed()
    const ours = applicationId(weir, name)
    const [victim] = flinkProcesses(weir.dataDir).filter(
      ({ application: id, component }) => component === 'taskmanager' && id === ours,
    )
    if (victim === undefined) throw new Error('there is no TaskManager to kill')
    process.kill(victim.pid, 'SIGKILL')
  } else if (mode.then === 'break-storage') {
    await checkpointed()
    const ours = applicationId(weir, name)
    const state = join(weir.dataDir, 'state/applications', ours)
    const found = listing(state, 'deployments', '*', 'checkpoints', '*')
    if (found.length === 0) throw new Error(`no checkpoints below ${state}`)
    for (const job of found) {
      // A checkpoint that begins meanwhile may make it anew.
      await until('the directory of the checkpoints to be no directory any more', async () => {
        if (existsSync(job)) renameSync(job, `${job}.${randomUUID()}`)
        try {
          writeFileSync(job, 'no directory any more', { flag: 'wx' })
          return true
        } catch {
          return false
        }
      })
    }
  }
}

/** Flink's own configuration carries the name of the application. */
function applicationId(weir: Weir, name: string): string {
  const found = flinkProcesses(weir.dataDir).find(({ deployment }) =>
    readFileSync(join(weir.dataDir, 'clusters', deployment, 'conf/config.yaml'), 'utf8').includes(`"${name}"`),
  )
  if (found === undefined) throw new Error(`no process of ${name}`)
  return found.application
}

function watchHealth(call: RestCall, name: string) {
  const seen: string[] = []
  const stopping = new AbortController()
  const watching = (async () => {
    while (!stopping.signal.aborted) {
      const { body } = await call('GET', `/v1/applications/${name}/health`).catch(() => ({ body: undefined }))
      if (body?.state !== undefined && seen.at(-1) !== body.state) seen.push(body.state)
      await pause(300)
    }
  })()
  return {
    states: (): readonly string[] => [...seen],
    stop: async () => {
      stopping.abort()
      await watching
    },
  }
}

const group = (asked: string) => ({ PropertyGroupId: 'Failure', PropertyMap: { Mode: asked } })

export const keyOf = (mode: FailureMode): string => `${mode.jar === '' ? 'broken' : (mode.jar ?? 'as-asked')}.jar`

const application = ({ bucket }: Stage, mode: FailureMode, name: string) =>
  ({
    ApplicationName: name,
    RuntimeEnvironment: 'FLINK-2_2',
    ServiceExecutionRole: role,
    ApplicationConfiguration: {
      ApplicationCodeConfiguration: {
        CodeContentType: 'ZIPFILE',
        CodeContent: { S3ContentLocation: { BucketARN: `arn:aws:s3:::${bucket}`, FileKey: keyOf(mode) } },
      },
      EnvironmentProperties: { PropertyGroups: [group(mode.first ?? mode.asked ?? mode.name)] },
      FlinkApplicationConfiguration: {
        CheckpointConfiguration: {
          ConfigurationType: 'CUSTOM',
          CheckpointingEnabled: true,
          CheckpointInterval: 1000,
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
  }) satisfies CreateApplicationCommandInput
