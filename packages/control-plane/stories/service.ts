import { createActions } from '@weir/control-plane'
import { createWorld as createWorker } from '@weir/reconciler/stories/world'
import type { CreateApplicationRequest } from '@weir/service-model'
import { aScope } from '@weir/testkit'
import { aCreateRequest, createWorld } from './world.ts'

/** The actions on one side, the reconciler and the fake engine on the other, one store between them; one application. */
export const createService = async (request: Partial<CreateApplicationRequest> = {}) => {
  const worker = createWorker()
  const { store, clock } = worker
  const { deps, context } = createWorld()
  const act = createActions({ ...deps, store, clock, ids: worker.deps.ids })
  await act.CreateApplication(aCreateRequest(request), context)
  const { id } = (await store.applications.findByName(aScope, 'flights'))!
  const name = { ApplicationName: 'flights' }
  const describe = async () => (await act.DescribeApplication(name, context)).ApplicationDetail
  const outcome = async (OperationId = '') => {
    const answer = await act.DescribeApplicationOperation({ ...name, OperationId }, context)
    if (answer.ApplicationOperationInfoDetails === undefined) throw new Error('no such operation')
    return answer.ApplicationOperationInfoDetails
  }
  /** Operations, oldest first, as `name status`. */
  const operations = async () =>
    ((await act.ListApplicationOperations(name, context)).ApplicationOperationInfoList ?? [])
      .map(({ Operation, OperationStatus }) => `${Operation ?? ''} ${OperationStatus ?? ''}`)
      .reverse()
  /** Versions, oldest first, as `number status`. */
  const versions = async () =>
    ((await act.ListApplicationVersions(name, context)).ApplicationVersionSummaries ?? [])
      .map(({ ApplicationVersionId, ApplicationStatus }) => `${String(ApplicationVersionId)} ${ApplicationStatus}`)
      .reverse()
  return { worker, act, context, id, name, describe, outcome, operations, versions }
}
