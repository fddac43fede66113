import { randomUUID } from 'node:crypto'
import type { ScalingDecision, ScalingState, Store } from '@weir/domain'
import { memoryOf, StaleWriteError } from '@weir/domain'
import { aDeployment } from '@weir/testkit'
import type { StoreUnderTest } from './store-under-test.ts'
import { at, withApplication } from './subject.ts'

/** Where automatic scaling stands, and what it decided. */
export function describeScaling(underTest: () => StoreUnderTest): void {
  let store: Store
  let applicationId: string
  beforeEach(async () => {
    ;({ store, applicationId } = await withApplication(underTest()))
  })
  const decision = (second: number): ScalingDecision => ({
    id: randomUUID(),
    applicationId,
    operationId: `op${second}`,
    decidedAt: at(second),
    policy: 'cpu',
    from: 1,
    to: 2,
    reason: 'CPU was at 75 % or more.',
    inputs: { cpuPercent: 80.5 },
  })

  describe('scaling', () => {
    it('keeps one state for each application', async () => {
      expect(await store.scaling.findState(applicationId)).toBeUndefined()
      const first: ScalingState = {
        applicationId,
        evaluatedAt: at(1),
        policy: 'cpu',
        verdict: 'no \u0000 in Postgres',
        memory: memoryOf('run'),
        reading: { at: at(1).toISOString(), containers: [{ id: 'a', cpuSeconds: 1.5 }] },
      }
      await store.scaling.saveState(first)
      const { verdict, ...rest } = (await store.scaling.findState(applicationId))!
      expect(verdict).toContain('in Postgres')
      expect(rest).toEqual({ ...rest, ...{ evaluatedAt: at(1), memory: first.memory, reading: first.reading } })
      const second: ScalingState = { ...first, evaluatedAt: at(2), verdict: 'x', policy: 'backlog', reading: undefined }
      await store.scaling.saveState(second)
      const { reading: _, ...left } = second
      expect(await store.scaling.findState(applicationId)).toEqual(left)
    })

    it('tells decisions, the newest first, and forgets old ones', async () => {
      const all = [decision(-30), decision(-20), decision(5)]
      for (const each of all) await store.scaling.addDecision(each)
      expect(await store.scaling.listDecisions(applicationId, { limit: 2 })).toEqual([all[2], all[1]])
      expect(await store.scaling.removeDecisionsBefore(at(-10), 1)).toBe(1)
      expect(await store.scaling.removeDecisionsBefore(at(-10), 9)).toBe(1)
      expect(await store.scaling.listDecisions(applicationId, { limit: 9 })).toEqual([all[2]])
    })

    it('goes with its application', async () => {
      await store.scaling.addDecision(decision(1))
      await store.applications.remove(applicationId)
      expect(await store.scaling.listDecisions(applicationId, { limit: 9 })).toEqual([])
      await expect(store.scaling.addDecision(decision(2))).rejects.toThrow(StaleWriteError)
      const state = { applicationId, evaluatedAt: at(1), policy: 'cpu', verdict: '', memory: memoryOf('run') } as const
      await expect(store.scaling.saveState(state)).rejects.toThrow(StaleWriteError)
    })

    it('keeps what a deployment is being rescaled to', async () => {
      const rescaling = { parallelism: 4, since: at(1).toISOString(), refused: 'no' }
      const deployment = aDeployment({ applicationId, rescaling })
      await store.deployments.insert(deployment)
      expect(await store.deployments.find(deployment.id)).toEqual(deployment)
      await store.deployments.save({ ...deployment, rescaling: undefined })
      expect((await store.deployments.find(deployment.id))?.rescaling).toBeUndefined()
    })
  })
}
