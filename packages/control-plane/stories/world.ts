import type { ActionDeps } from '@weir/control-plane'
import { createActions } from '@weir/control-plane'
import type {
  Application,
  DashboardSession,
  Deployment,
  ObjectSample,
  ReportEvent,
  RoleAccess,
  StreamSample,
  StreamSampler,
} from '@weir/domain'
import { CodeUnavailableError, defaultQuotas, nextStatus, ObjectUnavailableError } from '@weir/domain'
import type { ActionContext, CreateApplicationRequest } from '@weir/service-model'
import {
  aCodeBundle,
  aDeployment,
  anObservation,
  aRoleAccess,
  aRoleArn,
  aScope,
  createManualClock,
  createMemoryStore,
  createSequentialIds,
  notingAnswers,
} from '@weir/testkit'

const silent = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined }

/** The actions on the memory store, a code store of known objects and roles that all resolve unless told otherwise. */
export const createWorld = (given: Partial<ActionDeps> = {}) => {
  const clock = createManualClock()
  const store = createMemoryStore({ clock })
  const seen = {
    published: 0,
    imports: [] as { from: string; access?: RoleAccess }[],
    samples: [] as Parameters<ActionDeps['objects']['sample']>[0][],
    streams: [] as Parameters<StreamSampler['sample']>[0][],
    dashboards: [] as { session: DashboardSession; useBy: Date; reachedAt?: string | undefined }[],
  }
  /** What every bundle is when it is read as text, and what every stream has. */
  const stored = {
    codeText: 'SELECT STREAM 1;' as string | undefined,
    kinesisConnectors: [] as string[],
    sample: { records: [] } as StreamSample | Error,
  }
  const unreadable = new Set<string>()
  const objects = new Map<string, ObjectSample>()
  const unknownRoles = new Set<string>()
  const deps: ActionDeps = {
    store,
    clock,
    ids: createSequentialIds(),
    code: {
      importFromS3: ({ bucket, key, version, access }) => {
        const from = `${bucket}/${key}${version === undefined ? '' : `@${version}`}`
        if (unreadable.has(from)) return Promise.reject(new CodeUnavailableError('no such key'))
        seen.imports.push({ from, access })
        return Promise.resolve(aCodeBundle())
      },
      importBytes: (bytes) => {
        seen.imports.push({ from: `${bytes.length} bytes` })
        return Promise.resolve(aCodeBundle({ size: bytes.length }))
      },
      readText: () => Promise.resolve(stored.codeText),
      kinesisConnectors: () => Promise.resolve(stored.kinesisConnectors),
    },
    roles: {
      resolve: (roleArn) => Promise.resolve(unknownRoles.has(roleArn) ? undefined : aRoleAccess({ roleArn })),
    },
    settings: { quotas: defaultQuotas, deprecatedRuntimes: 'refuse', sqlApplications: 'on' },
    publish: () => {
      seen.published += 1
    },
    streams: {
      sample: (asked) => {
        seen.streams.push(asked)
        const { sample } = stored
        return sample instanceof Error ? Promise.reject(sample) : Promise.resolve(sample)
      },
    },
    objects: {
      sample: (source) => {
        const sample = objects.get(`${source.bucket}/${source.key}`)
        if (sample === undefined) return Promise.reject(new ObjectUnavailableError('no such key'))
        seen.samples.push(source)
        return Promise.resolve(sample)
      },
    },
    dashboards: {
      urlFor: (session, how) => {
        seen.dashboards.push({ session, ...how })
        return `https://weir.test/${session.applicationId}`
      },
    },
    ...given,
  }
  const act = notingAnswers(createActions(deps))
  const context: ActionContext = {
    requestId: 'request-1',
    region: aScope.region,
    principal: { accountId: aScope.accountId, arn: `arn:aws:iam::${aScope.accountId}:user/admin`, userName: 'admin' },
    logger: silent,
  }

  const application = async (name = 'flights'): Promise<Application> => {
    const found = await store.applications.findByName(aScope, name)
    if (found === undefined) throw new Error(`no application ${name}`)
    return found
  }

  const created = async (request: Partial<CreateApplicationRequest> = {}): Promise<Application> => {
    await act.CreateApplication(aCreateRequest(request), context)
    return application(request.ApplicationName)
  }

  /** What the reconciler writes when it is done, a second later, with the operation in progress. */
  const settle = async (name: string, event: ReportEvent): Promise<void> => {
    await clock.advance(1_000)
    const { id } = await application(name)
    await store.transaction(async (tx) => {
      const current = await tx.applications.findById(id, { lock: true })
      const operation = await tx.operations.inProgress(id)
      if (current === undefined || operation === undefined) throw new Error('nothing is in progress')
      await tx.applications.save({ ...current, status: nextStatus(current.status, event) })
      await tx.operations.save({ ...operation, status: 'SUCCESSFUL', endedAt: clock.now() })
      for (const snapshot of await tx.snapshots.inFlight(id)) {
        await tx.snapshots.save({ ...snapshot, status: 'READY', location: `file:/state/${snapshot.name}` })
      }
    })
  }

  /** An application whose job runs, as far as the store knows. */
  const running = async (
    request: Partial<CreateApplicationRequest> = {},
    deployment: Partial<Deployment> = {},
  ): Promise<Application> => {
    const { id, name } = await created(request)
    await act.StartApplication({ ApplicationName: name }, context)
    await store.deployments.insert(
      aDeployment({ applicationId: id, state: 'running', observation: anObservation(), ...deployment }),
    )
    await settle(name, 'started')
    seen.published = 0
    return application(name)
  }

  /** Brings the application's record into any status, whatever the lifecycle says. */
  const inStatus = async (status: Application['status'], name = 'flights'): Promise<Application> =>
    store.applications.save({ ...(await application(name)), status })

  return {
    act,
    context,
    deps,
    store,
    clock,
    seen,
    stored,
    unreadable,
    objects,
    unknownRoles,
    application,
    created,
    settle,
    running,
    inStatus,
  }
}

export const aCreateRequest = (given: Partial<CreateApplicationRequest> = {}): CreateApplicationRequest => ({
  ApplicationName: 'flights',
  RuntimeEnvironment: 'FLINK-2_2',
  ServiceExecutionRole: aRoleArn,
  ApplicationConfiguration: {
    ApplicationCodeConfiguration: {
      CodeContentType: 'ZIPFILE',
      CodeContent: { S3ContentLocation: { BucketARN: 'arn:aws:s3:::code', FileKey: 'flights.jar' } },
    },
  },
  ...given,
})

/** Every status but these. */
export const statusesBut = (...allowed: Application['status'][]): Application['status'][] =>
  (
    [
      'DELETING',
      'STARTING',
      'STOPPING',
      'READY',
      'RUNNING',
      'UPDATING',
      'AUTOSCALING',
      'FORCE_STOPPING',
      'ROLLING_BACK',
      'MAINTENANCE',
      'ROLLED_BACK',
    ] as const
  ).filter((status) => !allowed.includes(status))
