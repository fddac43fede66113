import type { Diagnosis, Health, Store } from '@weir/domain'
import { StaleWriteError } from '@weir/domain'
import { aDiagnosis } from '@weir/testkit'
import type { StoreUnderTest } from './store-under-test.ts'
import { at, withApplication } from './subject.ts'

/** How applications do, and why they failed. */
export function describeDiagnoses(underTest: () => StoreUnderTest): void {
  let store: Store
  let applicationId: string
  beforeEach(async () => {
    ;({ store, applicationId } = await withApplication(underTest()))
  })

  describe('health', () => {
    it('is one row an application, whole, and goes with it', async () => {
      expect(await store.health.find(applicationId)).toBeUndefined()
      const health: Health = { applicationId, state: 'UNKNOWN', since: at(1), why: 'It has just begun.' }
      await store.health.save(health)
      expect(await store.health.find(applicationId)).toEqual(health)
      const watch = {
        deploymentId: applicationId,
        troubles: [at(2).toISOString()],
        count: 1,
        clusters: 0,
        restarts: 1,
        lost: true,
      }
      await store.health.save({ ...health, state: 'RESTARTING', since: at(2), watch })
      expect(await store.health.find(applicationId)).toEqual({ ...health, state: 'RESTARTING', since: at(2), watch })
      await store.health.save({ ...health, why: 'It has been stopped.' })
      expect(await store.health.find(applicationId)).toEqual({ ...health, why: 'It has been stopped.' })
      await store.applications.remove(applicationId)
      expect(await store.health.find(applicationId)).toBeUndefined()
      await expect(store.health.save(health)).rejects.toThrow(StaleWriteError)
    })
  })

  describe('diagnoses', () => {
    const save = async (second: number, given: Partial<Diagnosis> = {}): Promise<Diagnosis> => {
      const diagnosis = aDiagnosis({ applicationId, diagnosedAt: at(second), ...given })
      await store.diagnoses.save(diagnosis)
      return diagnosis
    }

    it('keeps them whole and replaces the one that is known', async () => {
      const first = await save(1, { operationId: 'op', deploymentId: applicationId })
      expect(await store.diagnoses.find(first.id)).toEqual(first)
      const again = { ...first, occurrences: 2, updatedAt: at(9) }
      await store.diagnoses.save(again)
      expect(await store.diagnoses.list(applicationId, { limit: 9 })).toEqual([again])
    })

    it('tells the newest first, those of an operation when it is named, and forgets all but the newest', async () => {
      const [a, b, c] = [await save(1), await save(2, { operationId: 'op' }), await save(3)]
      const ids = async (page: { operationId?: string; limit: number }) =>
        (await store.diagnoses.list(applicationId, page)).map(({ id }) => id)
      expect(await ids({ limit: 9 })).toEqual([c.id, b.id, a.id])
      expect(await ids({ limit: 1 })).toEqual([c.id])
      expect(await ids({ operationId: 'op', limit: 9 })).toEqual([b.id])
      await store.diagnoses.trim(applicationId, 2)
      expect(await ids({ limit: 9 })).toEqual([c.id, b.id])
      await store.applications.remove(applicationId)
      expect(await ids({ limit: 9 })).toEqual([])
      await expect(save(4)).rejects.toThrow(StaleWriteError)
    })
  })
}
