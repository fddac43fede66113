import type { Application, ApplicationVersion } from '@weir/domain'
import {
  applicationArn,
  createSpec,
  defaultMaintenanceWindowStart,
  describeApplication,
  DuplicateError,
  readTags,
  requireRoomForApplication,
  requireRoomForTags,
  wholeSeconds,
} from '@weir/domain'
import type { ActionContext, ActionHandler, CreateApplicationRequest } from '@weir/service-model'
import { ResourceInUseException } from '@weir/service-model'
import { requireSqlCode } from '../../check-sql-code.ts'
import type { ActionDeps } from '../../deps.ts'
import { importCode, resolveRole } from '../../import-code.ts'
import { finishedOperation } from '../../new-records.ts'

export const createApplication =
  (deps: ActionDeps): ActionHandler<'CreateApplication'> =>
  async (input, context) => {
    const { store, settings } = deps
    const scope = { accountId: context.principal.accountId, region: context.region }
    // Asked here, so that code is not copied in vain; the unique key decides.
    if ((await store.applications.findByName(scope, input.ApplicationName)) !== undefined) throw nameTaken()
    const draft = createSpec(input, { ...scope, ...settings })
    const tags = readTags(input.Tags ?? [])
    requireRoomForTags([], tags, settings.quotas.tagsPerApplication)
    requireRoomForApplication(await store.applications.count(scope), settings.quotas)

    const access = await resolveRole(deps, draft.spec.serviceExecutionRole, context)
    const bundle =
      draft.source &&
      (await importCode(deps, { source: draft.source, runtime: input.RuntimeEnvironment, access, context }))
    const spec = { ...draft.spec, code: draft.spec.code && { ...draft.spec.code, bundle } }
    await requireSqlCode(deps, { applicationName: input.ApplicationName, spec, context })
    const { application, version } = firstVersion(deps, { input, context, draft: { ...draft, spec }, tags })
    try {
      await store.transaction(async (tx) => {
        await tx.applications.insert(application)
        await tx.versions.insert(version)
        await tx.operations.insert(finishedOperation(deps, application, { name: 'CreateApplication' }))
      })
    } catch (error) {
      throw error instanceof DuplicateError ? nameTaken() : error
    }
    context.logger.info(
      { application: application.name, runtime: application.runtimeEnvironment },
      'application created',
    )
    return { ApplicationDetail: describeApplication(application, version) }
  }

const firstVersion = (
  { clock, ids }: ActionDeps,
  {
    input: { ApplicationName: name },
    context: { principal, region },
    draft: { spec, mode },
    tags,
  }: {
    input: CreateApplicationRequest
    context: ActionContext
    draft: Pick<Application, 'spec' | 'mode'>
    tags: Application['tags']
  },
): { application: Application; version: ApplicationVersion } => {
  const now = wholeSeconds(clock.now())
  const { accountId } = principal
  const application: Application = {
    id: ids.uuid(),
    accountId,
    region,
    name,
    arn: applicationArn({ region, accountId, name }),
    revision: 1,
    status: 'READY',
    runtimeEnvironment: spec.runtimeEnvironment,
    mode,
    versionId: 1,
    conditionalToken: ids.token(64),
    createdAt: now,
    updatedAt: now,
    spec,
    currentParallelism: spec.flink?.parallelism.parallelism ?? 1,
    maintenanceWindowStart: defaultMaintenanceWindowStart(region),
    tags,
  }
  const { id: applicationId, versionId, conditionalToken } = application
  return { application, version: { applicationId, versionId, spec, createdAt: now, conditionalToken } }
}

const nameTaken = (): ResourceInUseException => new ResourceInUseException('Application already exists.')
