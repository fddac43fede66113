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
  type CreateApplicationCommandInput,
  type RunConfiguration,
} from '@aws-sdk/client-kinesis-analytics-v2'
import { flightsJar, outputOf, proofApplication } from '../../acceptance/harness/applications.ts'
import { makeBucket, upload } from '../../acceptance/harness/files.ts'
import type { FlinkProcess } from '../../acceptance/harness/processes.ts'
import { readProof, type Proof } from '../../acceptance/harness/proof.ts'
import { until } from '../../acceptance/harness/until.ts'
import { askPostgres } from '../ask-postgres.ts'
import { bucket, type Fleet } from '../fleet.ts'
import type { Member } from '../member.ts'
import { countWritten } from './written.ts'

/** What an operation on an application is asked by, over and over until the api has taken it: the api may be the victim. */
export interface Application {
  readonly name: string
  detail(): Promise<ApplicationDetail | undefined>
  create(): Promise<void>
  /** From its newest snapshot, or from this one. */
  start(snapshot?: string): Promise<void>
  stop(how?: { force: boolean }): Promise<void>
  /** A new version: the same again. */
  update(): Promise<void>
  /** A new version with another parallelism; its job is rescaled in place. */
  scale(): Promise<void>
  /** One step back. */
  rollBack(): Promise<void>
  snapshot(name: string): Promise<void>
  remove(): Promise<void>
  /** Status, and the newest operation with how it ended. */
  state(): Promise<{ status: string; operation: string; outcome: string }>
  /** A snapshot of it is being made or removed. */
  snapshotsInProgress(): Promise<boolean>
  /** READY, with nothing going on. */
  isAtRest(): Promise<boolean>
  /** Flink's processes, on whichever host. */
  processes(): Promise<FlinkProcess[]>
  /** The host that it runs on now. */
  host(): Promise<Member | undefined>
  /** How many files it has finished. */
  written(): Promise<number>
  proof(): Promise<Proof>
}

/** What is said of a request that an earlier, unanswered try has already carried out. */
const isDone = (error: unknown): boolean =>
  error instanceof ResourceInUseException || /already exists/.test(String(error))

export function application(
  fleet: Fleet,
  { name, ratePerSecond = 100 }: { name: string; ratePerSecond?: number },
): Application {
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
  const state = async () => {
    const status = (await detail())?.ApplicationStatus ?? 'gone'
    const listed = await answered('its operations', () => control.send(new ListApplicationOperationsCommand(named)))
    const newest = listed?.ApplicationOperationInfoList?.[0]
    return { status, operation: newest?.Operation ?? '', outcome: newest?.OperationStatus ?? '' }
  }
  /** Postgres may be the victim. */
  const ofPostgres = <Row extends object>(query: string): Promise<Row[]> =>
    until(
      `Postgres to answer of ${name}`,
      () => askPostgres<Row>(fleet.postgres.port, query, [name]).catch(() => undefined),
      { seconds: 60 },
    )
  let id: string | undefined
  /** What its processes are marked with; the last one, when it is gone. */
  const newestId = async (): Promise<string | undefined> => {
    id ??= (await ofPostgres<{ id: string }>('select id from applications where name = $1'))[0]?.id
    return id
  }
  const processes = async (): Promise<FlinkProcess[]> => {
    const own = await newestId()
    return fleet.flinks().filter((each) => each.application === own)
  }
  return {
    name,
    detail,
    create: async () => {
      id = undefined
      await told('the creation', () => control.send(new CreateApplicationCommand(scalable(name, ratePerSecond))))
    },
    start: (snapshot) =>
      told('a start', () =>
        control.send(
          new StartApplicationCommand({
            ...named,
            ...(snapshot !== undefined && { RunConfiguration: from(snapshot) }),
          }),
        ),
      ),
    stop: ({ force } = { force: false }) =>
      told('a stop', () => control.send(new StopApplicationCommand({ ...named, ...(force && { Force: true }) }))),
    update: () =>
      changed('an update', (CurrentApplicationVersionId) =>
        control.send(new UpdateApplicationCommand({ ...named, CurrentApplicationVersionId })),
      ),
    scale: async () => {
      const { ParallelismConfigurationDescription: now } =
        (await detail())?.ApplicationConfigurationDescription?.FlinkApplicationConfigurationDescription ?? {}
      const ApplicationConfigurationUpdate = parallelismOf(
        now?.Parallelism === parallelisms[0] ? parallelisms[1] : parallelisms[0],
      )
      await changed('a scaling', (CurrentApplicationVersionId) =>
        control.send(
          new UpdateApplicationCommand({ ...named, CurrentApplicationVersionId, ApplicationConfigurationUpdate }),
        ),
      )
    },
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
    state,
    snapshotsInProgress: async () => {
      const [row] = await ofPostgres<{ n: string }>(
        `select count(*) as n from snapshots s join applications a on a.id = s.application_id
          where a.name = $1 and s.status in ('CREATING', 'DELETING')`,
      )
      return Number(row?.n) > 0
    },
    isAtRest: async () => {
      const { status, outcome } = await state()
      return status === 'READY' && outcome !== 'IN_PROGRESS'
    },
    processes,
    host: async () => {
      const [one] = await processes()
      return one && fleet.hostOf(one)
    },
    written: () => countWritten(files, bucket, outputOf(name)),
    proof: () => readProof(files, bucket, outputOf(name)),
  }
}

/** Both are one KPU: a change from one to the other needs no other TaskManager. */
const parallelisms = [2, 3] as const

const scalable = (name: string, ratePerSecond: number): CreateApplicationCommandInput => {
  const proof = proofApplication({ name, bucket, ratePerSecond, parallelism: parallelisms[0] })
  const { FlinkApplicationConfiguration: flink, ...rest } = proof.ApplicationConfiguration
  const ParallelismConfiguration = { ...flink.ParallelismConfiguration, ParallelismPerKPU: 4 }
  return {
    ...proof,
    ApplicationConfiguration: { ...rest, FlinkApplicationConfiguration: { ...flink, ParallelismConfiguration } },
  }
}

const from = (SnapshotName: string): RunConfiguration => ({
  ApplicationRestoreConfiguration: { ApplicationRestoreType: 'RESTORE_FROM_CUSTOM_SNAPSHOT', SnapshotName },
})

const parallelismOf = (parallelism: number): ApplicationConfigurationUpdate => ({
  FlinkApplicationConfigurationUpdate: { ParallelismConfigurationUpdate: { ParallelismUpdate: parallelism } },
})

/** Puts the load's code where applications find it. */
export async function bringCode(fleet: Fleet): Promise<void> {
  await makeBucket(fleet.files, bucket)
  await upload(fleet.files, bucket, 'flights.jar', flightsJar)
}
