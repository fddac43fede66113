import { type Deployment, type DeploymentRepository, DuplicateError, StaleWriteError } from '@weir/domain'
import { requireApplication } from './memory-applications.ts'
import { type Access, rowOf, type Tables } from './memory-tables.ts'

export function memoryDeployments(access: Access): DeploymentRepository {
  const put = (tables: Tables, deployment: Deployment): void => {
    for (const other of newestFirst(tables, deployment.applicationId)) {
      if (other.id === deployment.id) continue
      if (other.epoch === deployment.epoch) throw new DuplicateError(`epoch ${deployment.epoch} exists`)
      if (other.state !== 'ended' && deployment.state !== 'ended') {
        throw new DuplicateError(`deployment ${other.id} is not ended`)
      }
    }
    tables.deployments.set(deployment.id, rowOf(deployment))
  }

  return {
    insert: (deployment) =>
      access.write((tables) => {
        requireApplication(tables, deployment.applicationId)
        if (tables.deployments.has(deployment.id)) throw new DuplicateError(`deployment ${deployment.id} exists`)
        put(tables, deployment)
      }),
    save: (deployment) =>
      access.write((tables) => {
        if (!tables.deployments.has(deployment.id)) throw new StaleWriteError(`deployment ${deployment.id} is gone`)
        put(tables, deployment)
      }),
    find: (id) => access.read((tables) => rowOf(tables.deployments.get(id))),
    newest: (applicationId) => access.read((tables) => rowOf(newestFirst(tables, applicationId)[0])),
    list: (applicationId, { limit }) =>
      access.read((tables) => newestFirst(tables, applicationId).slice(0, limit).map(rowOf)),
    liveOn: (host) =>
      access.read((tables) =>
        [...tables.deployments.values()]
          .filter((deployment) => deployment.host === host && deployment.state !== 'ended')
          .sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime())
          .map(rowOf),
      ),
    remove: (id) =>
      access.write((tables) => {
        tables.deployments.delete(id)
      }),
  }
}

function newestFirst(tables: Tables, applicationId: string): Deployment[] {
  return [...tables.deployments.values()]
    .filter((deployment) => deployment.applicationId === applicationId)
    .sort((a, b) => b.epoch - a.epoch)
}
