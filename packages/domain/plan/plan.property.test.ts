import { defaultPlanSettings, plan } from '@weir/domain'
import { enumValues } from '@weir/service-model'
import { anObservation, aSnapshot } from '@weir/testkit'
import fc from 'fast-check'
import { id, facts, starting, stopping, updating, deployed } from './fixtures/facts.ts'

it('never plans a second cluster while one may live, and never ends nothing', () => {
  const deployment = fc.record({
    state: fc.constantFrom('planned', 'launched', 'running', 'ending', 'ended' as const),
    outcome: fc.constantFrom(undefined, 'stopped', 'lost', 'failed', 'suspended', 'superseded' as const),
    versionId: fc.constantFrom(1, 2),
    operationId: fc.constantFrom(undefined, 'op1', 'op2', 'op3'),
    host: fc.constantFrom('host-1', 'host-2'),
  })
  const observation = fc.record({
    manager: fc.constantFrom('absent', 'starting', 'serving', 'exited' as const),
    live: fc.integer({ min: 0, max: 1 }),
    job: fc.constantFrom(undefined, 'RUNNING', 'FAILED', 'FINISHED', 'RESTARTING' as const),
  })
  fc.assert(
    fc.property(
      fc.constantFrom(...enumValues.ApplicationStatus),
      fc.constantFrom(undefined, starting, stopping, updating),
      fc.option(deployment, { nil: undefined }),
      fc.option(observation, { nil: undefined }),
      fc.constantFrom(undefined, 'CREATING', 'READY', 'FAILED', 'DELETING' as const),
      (status, operation, last, seen, snapshotStatus) => {
        const name = operation?.intent.snapshotName ?? 's1'
        const given = facts({
          status,
          operation,
          deployments: last === undefined ? [] : [deployed(last)],
          snapshots:
            snapshotStatus === undefined ? [] : [aSnapshot({ applicationId: id, name, status: snapshotStatus })],
          observation:
            seen === undefined
              ? undefined
              : anObservation({
                  manager: seen.manager,
                  taskManagers: { wanted: 1, live: seen.live },
                  job:
                    seen.job === undefined
                      ? undefined
                      : { state: seen.job, allTasksRunning: seen.job === 'RUNNING', parallelism: 1, restarts: 0 },
                }),
        })
        const live = last !== undefined && last.state !== 'ended'
        const step = plan(given, defaultPlanSettings)
        if (live) expect(step.kind).not.toBe('create-deployment')
        else expect(['launch', 'end-deployment', 'mark-running', 'abandon-deployment']).not.toContain(step.kind)
        if (live) expect(['remove-application', 'rest']).not.toContain(step.kind)
      },
    ),
    { numRuns: 2_000 },
  )
})
