import {
  type Application,
  type ApplicationRepository,
  type Clock,
  DuplicateError,
  type Scope,
  StaleWriteError,
  type VersionRepository,
} from '@weir/domain'
import { type Access, byBytes, rowOf, type Tables } from './memory-tables.ts'

export function memoryApplications({ access, clock }: { access: Access; clock: Clock }): ApplicationRepository {
  const inScope = (tables: Tables, scope: Scope): Application[] =>
    [...tables.applications.values()].filter(
      ({ accountId, region }) => accountId === scope.accountId && region === scope.region,
    )

  return {
    findByName: (scope, name) =>
      access.read((tables) => rowOf(inScope(tables, scope).find((application) => application.name === name))),
    findById: (id) => access.read((tables) => rowOf(tables.applications.get(id))),
    insert: (application) =>
      access.write((tables) => {
        const taken = inScope(tables, application).some(({ name }) => name === application.name)
        if (taken || tables.applications.has(application.id)) {
          throw new DuplicateError(`application ${application.name} exists`)
        }
        tables.applications.set(application.id, rowOf(application))
      }),
    save: (application) =>
      access.write((tables) => {
        const stored = tables.applications.get(application.id)
        if (stored?.revision !== application.revision) {
          throw new StaleWriteError(`application ${application.id} is not at revision ${application.revision}`)
        }
        const saved = rowOf({ ...application, tags: stored.tags, revision: stored.revision + 1 })
        tables.applications.set(application.id, saved)
        return rowOf(saved)
      }),
    list: (scope, { fromName, limit }) =>
      access.read((tables) =>
        inScope(tables, scope)
          .filter(({ name }) => fromName === undefined || byBytes(name, fromName) >= 0)
          .sort((a, b) => byBytes(a.name, b.name))
          .slice(0, limit)
          .map(rowOf),
      ),
    count: (scope) => access.read((tables) => inScope(tables, scope).length),
    remove: (id) =>
      access.write((tables) => {
        tables.applications.delete(id)
        tables.outbox.delete(id)
        tables.leases.delete(id)
        tables.health.delete(id)
        for (const table of [
          tables.versions,
          tables.operations,
          tables.snapshots,
          tables.deployments,
          tables.diagnoses,
          tables.metricPoints,
          tables.scalingStates,
          tables.scalingDecisions,
        ]) {
          for (const [key, row] of table) if (row.applicationId === id) table.delete(key)
        }
        for (const { sequence, applicationId } of tables.events.values()) {
          if (applicationId === id) tables.events.delete(sequence)
        }
      }),
    putTags: (id, tags) =>
      access.write((tables) => {
        const application = requireApplication(tables, id)
        const merged = new Map(application.tags.map(({ key, value }) => [key, value]))
        for (const { key, value } of tags) merged.set(key, value)
        tables.applications.set(id, { ...application, tags: [...merged].map(([key, value]) => ({ key, value })) })
      }),
    removeTags: (id, keys) =>
      access.write((tables) => {
        const application = tables.applications.get(id)
        if (!application) return
        tables.applications.set(id, { ...application, tags: application.tags.filter(({ key }) => !keys.includes(key)) })
      }),
    needingWork: (limit) =>
      access.read((tables) => {
        const held = (id: string): boolean => (tables.leases.get(id)?.expiresAt ?? 0) > clock.now().getTime()
        return [...tables.applications.values()]
          .filter((application) => needsWork(tables, application))
          .map(({ id }) => id)
          .sort((a, b) => Number(held(a)) - Number(held(b)) || byBytes(a, b))
          .slice(0, limit)
      }),
  }
}

function needsWork(tables: Tables, { id, status }: Application): boolean {
  const of = ({ applicationId }: { applicationId: string }): boolean => applicationId === id
  return (
    status !== 'READY' ||
    [...tables.deployments.values()].some((deployment) => of(deployment) && deployment.state !== 'ended') ||
    [...tables.snapshots.values()].some(
      (snapshot) =>
        of(snapshot) &&
        (['CREATING', 'DELETING'].includes(snapshot.status) ||
          (snapshot.copiedTo !== undefined && snapshot.location !== snapshot.copiedTo)),
    )
  )
}

/** The foreign key of everything that hangs on an application. */
export function requireApplication(tables: Tables, id: string): Application {
  const application = tables.applications.get(id)
  if (!application) throw new StaleWriteError(`application ${id} is gone`)
  return application
}

export function memoryVersions(access: Access): VersionRepository {
  const key = (applicationId: string, versionId: number): string => `${applicationId} ${versionId}`
  return {
    insert: (version) =>
      access.write((tables) => {
        requireApplication(tables, version.applicationId)
        const id = key(version.applicationId, version.versionId)
        if (tables.versions.has(id)) throw new DuplicateError(`version ${id} exists`)
        tables.versions.set(id, rowOf(version))
      }),
    find: (applicationId, versionId) =>
      access.read((tables) => rowOf(tables.versions.get(key(applicationId, versionId)))),
    list: (applicationId, { beforeVersion, limit }) =>
      access.read((tables) =>
        [...tables.versions.values()]
          .filter((version) => version.applicationId === applicationId)
          .filter(({ versionId }) => beforeVersion === undefined || versionId < beforeVersion)
          .sort((a, b) => b.versionId - a.versionId)
          .slice(0, limit)
          .map(rowOf),
      ),
  }
}
