import { enumValues } from '@weir/service-model'
import fc from 'fast-check'
import { anyCommand } from './model/any-command.ts'
import { create } from './model/client-commands.ts'
import type { Command } from './model/command.ts'
import type { RealService } from './model/real-service.ts'
import { createRealService } from './model/real-service.ts'
import type { ModelOperation } from './model/reference-model.ts'
import { current, ReferenceModel } from './model/reference-model.ts'

const name = { ApplicationName: 'flights' }

/** How often each answer was given to each call, and each status was lived in. */
type Tally = Map<string, number>
const count = (tally: Tally, what: string): void => void tally.set(what, (tally.get(what) ?? 0) + 1)

/** Every page of a list, newest first. */
const everyPage = async <E>(
  page: (NextToken: string | undefined) => Promise<{ entries: E[] | undefined; NextToken?: string | undefined }>,
): Promise<E[]> => {
  const all: E[] = []
  let token: string | undefined
  do {
    const { entries, NextToken } = await page(token)
    all.push(...(entries ?? []))
    token = NextToken
  } while (token !== undefined)
  return all
}

/** What a client can see of the application. */
const seenOf = async ({ act, context }: RealService) => {
  const { ApplicationDetail: detail } = await act.DescribeApplication(name, context)
  const versions = await everyPage(async (NextToken) => {
    const answer = await act.ListApplicationVersions({ ...name, NextToken }, context)
    return { entries: answer.ApplicationVersionSummaries, NextToken: answer.NextToken }
  })
  const operations = await everyPage(async (NextToken) => {
    const answer = await act.ListApplicationOperations({ ...name, NextToken }, context)
    return { entries: answer.ApplicationOperationInfoList, NextToken: answer.NextToken }
  })
  const snapshots = await everyPage(async (NextToken) => {
    const answer = await act.ListApplicationSnapshots({ ...name, NextToken }, context)
    return { entries: answer.SnapshotSummaries, NextToken: answer.NextToken }
  })
  const newest = operations[0]?.OperationId ?? ''
  const last = await act.DescribeApplicationOperation({ ...name, OperationId: newest }, context)
  return {
    status: detail.ApplicationStatus,
    version: detail.ApplicationVersionId,
    parallelism:
      detail.ApplicationConfigurationDescription?.FlinkApplicationConfigurationDescription
        ?.ParallelismConfigurationDescription?.CurrentParallelism,
    updatedFrom: detail.ApplicationVersionUpdatedFrom,
    rolledBackFrom: detail.ApplicationVersionRolledBackFrom,
    rolledBackTo: detail.ApplicationVersionRolledBackTo,
    versions: versions.map((each) => `${String(each.ApplicationVersionId)} ${each.ApplicationStatus}`).reverse(),
    operations: operations
      .map((each) => `${each.Operation ?? ''} ${each.OperationStatus ?? ''}${each.EndTime ? ' ended' : ''}`)
      .reverse(),
    lastChange: last.ApplicationOperationInfoDetails?.ApplicationVersionChangeDetails,
    snapshots: snapshots.map(
      (each) => `${each.SnapshotName} ${each.SnapshotStatus} ${String(each.ApplicationVersionId)}`,
    ),
  }
}

const expectedOf = (model: ReferenceModel): Awaited<ReturnType<typeof seenOf>> => {
  const app = model.application!
  const { number, updatedFrom, rolledBackFrom, rolledBackTo } = current(app)
  const ended = ({ status }: ModelOperation): string => (status === 'IN_PROGRESS' ? '' : ' ended')
  const last = app.operations.at(-1)
  return {
    status: app.status as never,
    version: number,
    parallelism: app.parallelism,
    updatedFrom,
    rolledBackFrom,
    rolledBackTo,
    versions: model.versionStatuses(),
    operations: app.operations.map((each) => `${each.name} ${each.status}${ended(each)}`),
    lastChange:
      last?.from === undefined
        ? undefined
        : { ApplicationVersionUpdatedFrom: last.from, ApplicationVersionUpdatedTo: last.to! },
    snapshots: [...app.snapshots].map(([each, { status, version }]) => `${each} ${status} ${String(version)}`),
  }
}

/** Each failed update that was rolled back names that rollback. */
const namedRollbacks = async (
  { act, context, find, store }: RealService,
  model: ReferenceModel,
  tally: Tally,
): Promise<void> => {
  const application = await find()
  if (application === undefined) return
  const operations = [...(await store.operations.list(application.id, { limit: 1_000 }))].reverse()
  for (const [index, { answeredBy }] of model.application!.operations.entries()) {
    const { id = '' } = operations[index] ?? {}
    const { ApplicationOperationInfoDetails: details } = await act.DescribeApplicationOperation(
      { ...name, OperationId: id },
      context,
    )
    const expected = answeredBy === undefined ? undefined : operations[answeredBy]?.id
    if (expected !== undefined) count(tally, 'system rollback')
    expect(details?.OperationFailureDetails?.RollbackOperationId).toBe(expected)
    if (details?.OperationStatus === 'FAILED') {
      expect(details.OperationFailureDetails?.ErrorInfo?.ErrorString).toMatch(/^(main threw|disk full)/)
    }
  }
}

const live = async (commands: readonly Command[], tally: Tally): Promise<void> => {
  const model = new ReferenceModel()
  const real = createRealService()
  const told: string[] = []
  for (const [index, command] of commands.entries()) {
    await real.clock.advance(1_000)
    const before = model.application?.status ?? 'nothing'
    const { expected, seen } = await command.run(model, real)
    told.push(`${command.label} -> ${seen}`)
    const what = told.slice(-12)
    const call = command.label.replace(/\(.*/, '')
    count(tally, `${call} ${seen}`)
    count(tally, `${call} in ${before} ${seen}`)
    expect({ what, outcome: seen }).toEqual({ what, outcome: expected })
    const application = await real.find()
    const { status, versions } = model.application ?? {}
    expect({ what, status: application?.status, version: application?.versionId }).toEqual({
      what,
      status,
      version: versions?.at(-1)?.number,
    })
    count(tally, `in ${status ?? 'nothing'}`)
    // What is listed only grows, so a look now and then misses nothing.
    if (model.application !== undefined && (index % 4 === 0 || index === commands.length - 1)) {
      expect({ what, ...(await seenOf(real)) }).toEqual({ what, ...expectedOf(model) })
    }
  }
  await namedRollbacks(real, model, tally)
}

const lives = 200
const length = 100

it('answers and shows what AWS documents, whatever is asked in whatever order: 0 divergences in 20 000 steps', async () => {
  let steps = 0
  const tally: Tally = new Map()
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(true, true, true, false),
      fc.array(anyCommand, { minLength: length, maxLength: length }),
      async (rollback, rest) => {
        const commands = [create(true, rollback), ...rest]
        await live(commands, tally)
        steps += commands.length
      },
    ),
    { numRuns: lives, endOnFailure: true },
  )
  expect(steps).toBeGreaterThanOrEqual(20_000)
  // It was about something: every status but the one nothing leads to, each call granted and refused.
  for (const status of enumValues.ApplicationStatus) {
    if (status !== 'ROLLED_BACK') expect(tally.get(`in ${status}`) ?? 0).toBeGreaterThan(0)
  }
  const stoppable = ['STARTING', 'RUNNING', 'UPDATING', 'AUTOSCALING', 'ROLLING_BACK', 'MAINTENANCE', 'STOPPING']
  for (const status of stoppable) expect(tally.get(`forceStop in ${status} ok`) ?? 0).toBeGreaterThan(0)
  expect(tally.get('rollback in AUTOSCALING ok') ?? 0).toBeGreaterThan(0)
  for (const status of ['AUTOSCALING', 'MAINTENANCE'])
    expect(tally.get(`fails in ${status} ok`) ?? 0).toBeGreaterThan(0)
  expect(tally.get('system rollback') ?? 0).toBeGreaterThan(0)
  for (const call of ['create', 'start', 'stop', 'forceStop', 'update', 'rollback', 'delete']) {
    expect(tally.get(`${call} ok`) ?? 0).toBeGreaterThan(0)
    expect(tally.get(`${call} ResourceInUseException`) ?? 0).toBeGreaterThan(0)
  }
})
