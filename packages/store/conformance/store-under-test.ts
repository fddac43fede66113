import type { Store } from '@weir/domain'

/** A store under test; every test makes its own applications, so all may share one database. */
export interface StoreUnderTest {
  readonly store: Store
  /** Lets time pass by the clock that leases expire on. */
  letPass(ms: number): Promise<void>
}
