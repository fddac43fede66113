import { randomUUID } from 'node:crypto'
import type { Store } from '@weir/domain'
import type { StoreUnderTest } from './store-under-test.ts'

/** What all processes of one installation share besides its applications. */
export function describeInstallation(underTest: () => StoreUnderTest): void {
  let store: Store
  beforeEach(() => ({ store } = underTest()))

  it('an installation key is what the first of many that need it made', async () => {
    const name = randomUUID()
    const asked = Array.from({ length: 8 }, (_, index) => store.installationKeys.provide(name, `key-${index}`))
    const given = new Set(await Promise.all(asked))
    expect(given.size).toBe(1)
    expect(await store.installationKeys.provide(name, 'later')).toBe([...given][0])
    expect(await store.installationKeys.provide(randomUUID(), 'another')).toBe('another')
  })

  it('a worker is reached at the address it announced last, beats or not', async () => {
    const host = randomUUID()
    expect(await store.workers.address(host)).toBeUndefined()
    await store.workers.announce(host, 'http://10.0.0.1:4580')
    await store.workers.beat(host)
    expect(await store.workers.address(host)).toBe('http://10.0.0.1:4580')
    expect(await store.workers.live(60_000)).toContain(host)
    await store.workers.announce(host, undefined)
    expect(await store.workers.address(host)).toBeUndefined()
    await store.workers.leave(host)
    await store.workers.announce(host, 'http://10.0.0.2:4580')
    await store.workers.leave(host)
    expect(await store.workers.address(host)).toBeUndefined()
  })
}
