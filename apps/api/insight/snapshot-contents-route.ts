import type { SnapshotRepository } from '@weir/domain'
import { ResourceNotFoundException, validateInput } from '@weir/service-model'
import type { FastifyInstance } from 'fastify'
import { onlyMethods } from '../rest/only-methods.ts'
import { readParameters } from '../rest/request/read-parameters.ts'
import type { FindApplication } from './find-application.ts'

/** `GET /v1/applications/{name}/snapshots/{snapshot}/contents`: how large a snapshot is, and the state of each operator in it. */
export function snapshotContentsRoute(
  app: FastifyInstance,
  { snapshots, find }: { snapshots: Pick<SnapshotRepository, 'find'>; find: FindApplication },
): void {
  const path = '/v1/applications/:name/snapshots/:snapshot/contents'
  onlyMethods(app, { path, allowed: ['GET'] })
  app.get<{ Params: { name: string; snapshot: string } }>(path, async (request) => {
    const { name, snapshot } = request.params
    const application = await find(request, { name, permission: 'kinesisanalytics:DescribeApplicationSnapshot' })
    readParameters(request, [])
    const asked = { ApplicationName: name, SnapshotName: snapshot }
    const { SnapshotName } = validateInput('DescribeApplicationSnapshot', asked)
    const found = await snapshots.find(application.id, SnapshotName)
    // An application's end of an enhanced snapshot has a name that no client can give.
    if (found === undefined) {
      throw new ResourceNotFoundException(`Snapshot ${SnapshotName} of application ${name} does not exist.`)
    }
    return { status: found.status, failure: found.failure, ...found.contents }
  })
}
