import {
  CreateApplicationCommand,
  DeleteApplicationCommand,
  DescribeApplicationCommand,
  ListApplicationOperationsCommand,
  ResourceInUseException,
  ResourceNotFoundException,
  StartApplicationCommand,
  StopApplicationCommand,
  UpdateApplicationCommand,
  CreateApplicationSnapshotCommand,
  RollbackApplicationCommand,
  type ApplicationConfigurationUpdate,
  type ApplicationDetail,
} from '@aws-sdk/client-kinesis-analytics-v2'
import { flightsJar, outputOf, proofApplication } from '../../acceptance/harness/applications.ts'
import { makeBucket, upload } from '../../acceptance/harness/files.ts'
import { readProof, type Proof } from '../../acceptance/harness/proof.ts'
import { until } from '../../acceptance/harness/until.ts'
import { bucket, type Fleet } from '../fleet.ts'

/** What an operation on an application is asked by, over and over until the api has taken it: the api may be the victim. */
export interface Application {
  readonly name: string
  detail(): Promise<ApplicationDetail | undefined>
  create(): Promise<void>
  start(): Promise<void>
  stop(how?: { force: boolean }): Promise<void>
  /** A new version: the same again, or with another parallelism. */
  update(parallelism?: number): Promise<void>
  /** One step back. */
  rollBack(): Promise<void>
  snapshot(name: string): Promise<void>
  remove(): Promise<void>
  /** Status, and the newest operation with how it ended. */
  state(): Promise<{ status: string; operation: string; outcome: string }>
  proof(): Promise<Proof>
}

/** What is said of a request that an earlier, unanswered try has already carried out. */
const isDone = (error: unknown): boolean =>
  error instanceof ResourceInUseException || /already exists/.test(String(error))

export function application(fleet: Fleet, name: string): Application {
  const { control, files } = fleet
  const named = { ApplicationName: name }
  const answered = async <T>(what: string, ask: () => Promise<T>): Promise<T | undefined> => {
    let first = true
    return await until(
      `the api to take ${what} of ${name}`,
      async () => {
        try {
          return { answer: await ask() }
        } catch (error) {
          if (error instanceof ResourceNotFoundException) return { answer: undefined }
          if (!first && isDone(error)) return { answer: undefined }
          first = false
          return undefined
        }
      },
      { seconds: 90 },
    ).then(({ answer }) => answer)
  }
  const detail = async () =>
    (await answered('a look', () => control.send(new DescribeApplicationCommand(named))))?.ApplicationDetail
  const told = async (what: string, ask: () => Promise<unknown>) => {
    await answered(what, ask)
  }
  /** Asked again with the same version, a request that was carried out unanswered is refused. */
  const changed = async (what: string, ask: (version: number | undefined) => Promise<unknown>) => {
    const version = (await detail())?.ApplicationVersionId
    await told(what, () =>
      ask(version).catch((error: unknown) => {
        if (!/ConcurrentModification|version|InvalidRequest/i.test(String(error))) throw error as Error
      }),
    )
  }
  return {
    name,
    detail,
    create: () =>
      told('the creation', () =>
        control.send(new CreateApplicationCommand(proofApplication({ name, bucket, ratePerSecond: 100 }))),
      ),
    start: () => told('a start', () => control.send(new StartApplicationCommand(named))),
    stop: ({ force } = { force: false }) =>
      told('a stop', () => control.send(new StopApplicationCommand({ ...named, ...(force && { Force: true }) }))),
    update: (parallelism) =>
      changed('an update', (CurrentApplicationVersionId) =>
        control.send(
          new UpdateApplicationCommand({
            ...named,
            CurrentApplicationVersionId,
            ...(parallelism !== undefined && { ApplicationConfigurationUpdate: parallelismOf(parallelism) }),
          }),
        ),
      ),
    rollBack: () =>
      changed('a rollback', (CurrentApplicationVersionId = 0) =>
        control.send(new RollbackApplicationCommand({ ...named, CurrentApplicationVersionId })),
      ),
    snapshot: (SnapshotName) =>
      told('a snapshot', () => control.send(new CreateApplicationSnapshotCommand({ ...named, SnapshotName }))),
    remove: async () => {
      const CreateTimestamp = (await detail())?.CreateTimestamp
      if (CreateTimestamp === undefined) return
      await told('the deletion', () => control.send(new DeleteApplicationCommand({ ...named, CreateTimestamp })))
    },
    state: async () => {
      const status = (await detail())?.ApplicationStatus ?? 'gone'
      const listed = await answered('its operations', () => control.send(new ListApplicationOperationsCommand(named)))
      const newest = listed?.ApplicationOperationInfoList?.[0]
      return {
        status,
        operation: newest?.Operation ?? '',
        outcome: newest?.OperationStatus ?? '',
      }
    },
    proof: () => readProof(files, bucket, outputOf(name)),
  }
}

const parallelismOf = (parallelism: number): ApplicationConfigurationUpdate => ({
  FlinkApplicationConfigurationUpdate: { ParallelismConfigurationUpdate: { ParallelismUpdate: parallelism } },
})

/** Puts the load's code where applications find it. */
export async function bringCode(fleet: Fleet): Promise<void> {
  await makeBucket(fleet.files, bucket)
  await upload(fleet.files, bucket, 'flights.jar', flightsJar)
}
