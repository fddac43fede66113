import type { Application, Store } from '@weir/domain'
import { anApplication } from '@weir/testkit'
import type { StoreUnderTest } from './store-under-test.ts'

/** A moment, so many seconds after the same beginning. */
export const at = (second: number): Date => new Date(Date.UTC(2026, 0, 1, 0, 0, second))

/** An application of a test's own, in the store. */
export async function inserted(store: Store, given: Partial<Application> = {}): Promise<Application> {
  const application = anApplication(given)
  await store.applications.insert(application)
  return application
}

/** The store, and the id of a new application in it. */
export async function withApplication({ store }: StoreUnderTest): Promise<{ store: Store; applicationId: string }> {
  return { store, applicationId: (await inserted(store)).id }
}
