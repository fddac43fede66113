import type { Store } from '@weir/domain'
import { describeAggregates } from './aggregates.ts'
import { describeLeases } from './leases.ts'
import { describeTransactions } from './transactions.ts'

/** A store under test; every test makes its own applications, so all may share one database. */
export interface StoreUnderTest {
  readonly store: Store
  /** Lets time pass by the clock that leases expire on. */
  letPass(ms: number): Promise<void>
}

/** What every Store promises (packages/domain/ports/store.ts), as tests. */
export function describeStore(name: string, underTest: () => StoreUnderTest): void {
  describe(`store: ${name}`, () => {
    describeAggregates(underTest)
    describeTransactions(underTest)
    describeLeases(underTest)

    it('answers a ping', async () => {
      await expect(underTest().store.ping()).resolves.toBeUndefined()
    })
  })
}
