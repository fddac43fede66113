import {
  type ClusterObservation,
  type Deployment,
  type DeploymentRepository,
  DuplicateError,
  StaleWriteError,
} from '@weir/domain'
import { type Database, jsonOrNull, textOrNull, withoutNulls } from './columns.ts'
import { translated } from '../database-errors.ts'
import type { Deployment as Row } from '../generated/client.ts'

export function createDeploymentRepository(database: Database): DeploymentRepository {
  return {
    insert: async (deployment) => {
      const { id, applicationId, epoch } = deployment
      const { count } = await translated(
        database.deployment.createMany({
          data: [{ id, applicationId, epoch, ...columns(deployment) }],
          skipDuplicates: true,
        }),
      )
      if (count === 0) throw new DuplicateError(`epoch ${epoch} exists, or another deployment is not ended`)
    },

    save: async (deployment) => {
      const { id, applicationId, epoch } = deployment
      const { count } = await translated(
        database.deployment.updateMany({ where: { id, applicationId, epoch }, data: columns(deployment) }),
      )
      if (count === 0) throw new StaleWriteError(`deployment ${id} is gone`)
    },

    find: async (id) => {
      const row = await database.deployment.findUnique({ where: { id } })
      return row ? toDeployment(row) : undefined
    },

    newest: async (applicationId) => {
      const row = await database.deployment.findFirst({ where: { applicationId }, orderBy: { epoch: 'desc' } })
      return row ? toDeployment(row) : undefined
    },

    list: async (applicationId, { limit }) => {
      const rows = await database.deployment.findMany({
        where: { applicationId },
        orderBy: { epoch: 'desc' },
        take: limit,
      })
      return rows.map(toDeployment)
    },

    liveOn: async (host) => {
      const rows = await database.deployment.findMany({
        where: { host, state: { not: 'ended' } },
        orderBy: { createdAt: 'asc' },
      })
      return rows.map(toDeployment)
    },

    remove: async (id) => {
      await database.deployment.deleteMany({ where: { id } })
    },
  }
}

function columns(deployment: Deployment) {
  return {
    versionId: deployment.versionId,
    operationId: deployment.operationId ?? null,
    jobId: deployment.jobId,
    parallelism: deployment.parallelism,
    release: textOrNull(deployment.release),
    host: deployment.host,
    state: deployment.state,
    outcome: deployment.outcome ?? null,
    restoreFrom: deployment.restoreFrom ?? null,
    restoreSource: deployment.restoreSource ?? null,
    allowNonRestoredState: deployment.allowNonRestoredState,
    finalSavepoint: deployment.finalSavepoint ?? null,
    engineRef: jsonOrNull(deployment.engineRef),
    createdAt: deployment.createdAt,
    launchedAt: deployment.launchedAt ?? null,
    runningAt: deployment.runningAt ?? null,
    endedAt: deployment.endedAt ?? null,
    cause: textOrNull(deployment.cause),
    rescaling: jsonOrNull(deployment.rescaling),
    observation: jsonOrNull(deployment.observation),
  }
}

function toDeployment(row: Row): Deployment {
  const { observation, ...rest } = withoutNulls(row)
  const deployment = rest as unknown as Deployment
  return observation === undefined
    ? deployment
    : { ...deployment, observation: withDates(observation as unknown as ClusterObservation) }
}

// JSON holds dates as ISO text.
function withDates(stored: ClusterObservation): ClusterObservation {
  const checkpoint = stored.job?.lastCheckpoint
  const { silent } = stored
  const since = silent && { silent: { ...silent, since: new Date(silent.since) } }
  const observation = { ...stored, observedAt: new Date(stored.observedAt), ...since }
  if (!stored.job || !checkpoint) return observation
  const lastCheckpoint = { ...checkpoint, completedAt: new Date(checkpoint.completedAt) }
  return { ...observation, job: { ...stored.job, lastCheckpoint } }
}
