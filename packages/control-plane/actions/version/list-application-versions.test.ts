import { aDeployment, anObservation, refusalOf } from '@weir/testkit'
import { createWorld } from '../../stories/world.ts'

const name = { ApplicationName: 'flights' }

/** Version 1 in READY, 2 and 3 made while RUNNING. */
const atVersionThree = async () => {
  const world = createWorld()
  const { id } = await world.created()
  await world.act.UpdateApplication({ ...name, CurrentApplicationVersionId: 1 }, world.context)
  await world.act.StartApplication(name, world.context)
  await world.store.deployments.insert(
    aDeployment({ applicationId: id, versionId: 2, state: 'running', observation: anObservation() }),
  )
  await world.settle('flights', 'started')
  await world.act.UpdateApplication({ ...name, CurrentApplicationVersionId: 2 }, world.context)
  await world.settle('flights', 'updated')
  const list = (given: object = {}) => world.act.ListApplicationVersions({ ...name, ...given }, world.context)
  const shown = async (given?: object) =>
    ((await list(given)).ApplicationVersionSummaries ?? []).map(
      ({ ApplicationVersionId, ApplicationStatus }) => `${String(ApplicationVersionId)} ${ApplicationStatus}`,
    )
  return { ...world, list, shown }
}

it('lists the newest first: the current one with the status of the application, others as they were left', async () => {
  const { shown } = await atVersionThree()
  expect(await shown()).toEqual(['3 RUNNING', '2 RUNNING', '1 READY'])
})

it('shows a version that was rolled back as ROLLED_BACK', async () => {
  const { act, context, settle, shown } = await atVersionThree()
  await act.RollbackApplication({ ...name, CurrentApplicationVersionId: 3 }, context)
  expect(await shown()).toEqual(['4 ROLLING_BACK', '3 ROLLED_BACK', '2 RUNNING', '1 READY'])
  await settle('flights', 'rolledBack')
  expect((await shown())[0]).toBe('4 RUNNING')
})

it('goes on a page at a time, with the same statuses', async () => {
  const { act, context, list } = await atVersionThree()
  await act.RollbackApplication({ ...name, CurrentApplicationVersionId: 3 }, context)
  const first = await list({ Limit: 1 })
  const second = await list({ Limit: 2, NextToken: first.NextToken })
  expect(second.ApplicationVersionSummaries).toEqual([
    { ApplicationVersionId: 3, ApplicationStatus: 'ROLLED_BACK' },
    { ApplicationVersionId: 2, ApplicationStatus: 'RUNNING' },
  ])
  const third = await list({ Limit: 2, NextToken: second.NextToken })
  expect(third).toEqual({ ApplicationVersionSummaries: [{ ApplicationVersionId: 1, ApplicationStatus: 'READY' }] })
})

it('refuses tokens that are not its own', async () => {
  const { list } = await atVersionThree()
  for (const text of ['operation:1', 'version:', 'version:x', 'version:0', 'version:99999999999']) {
    expect(await refusalOf(() => list({ NextToken: btoa(text) }))).toEqual({
      name: 'InvalidArgumentException',
      message: 'The provided NextToken is invalid.',
    })
  }
})

it('does not know other applications', async () => {
  const { act, context } = createWorld()
  const refusal = await refusalOf(() => act.ListApplicationVersions(name, context))
  expect(refusal.name).toBe('ResourceNotFoundException')
})
