import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { Dispatch } from '@weir/domain'

/** A backend under test: what the queue stands on, and how it can fail. */
export interface DispatchUnderTest {
  /** A new instance, as another process would have it; all made with one prefix share their queues. */
  create(prefix: string): Dispatch
  kill(): Promise<void>
  restart(): Promise<void>
  /** Deletes all that the queues hold. */
  wipe(): Promise<void>
}

/** What every Dispatch promises (packages/domain/ports/dispatch.ts), as tests. */
export function describeDispatch(name: string, underTest: () => DispatchUnderTest): void {
  describe(`dispatch: ${name}`, () => {
    const open: Dispatch[] = []
    let prefix: string
    const create = (): Dispatch => {
      const dispatch = underTest().create(prefix)
      open.push(dispatch)
      return dispatch
    }
    /** Consumes as `host` and keeps what came. */
    const listenAs = async (host: string): Promise<{ heard: string[] }> => {
      const heard: string[] = []
      await create().consume(host, (applicationId) => heard.push(applicationId))
      return { heard }
    }
    const until = async (condition: () => boolean | Promise<boolean>): Promise<void> => {
      while (!(await condition())) await pause(5)
    }
    const succeeding = (attempt: () => Promise<void>) => (): Promise<boolean> =>
      attempt().then(
        () => true,
        () => false,
      )

    beforeEach(() => (prefix = `test-${randomUUID().slice(0, 8)}`))
    afterEach(async () => {
      await Promise.all(open.splice(0).map((dispatch) => dispatch.close()))
    })

    it('carries a wake-up to one of the workers', async () => {
      const [first, second] = [await listenAs('host-1'), await listenAs('host-2')]
      const applications = Array.from({ length: 20 }, () => randomUUID())
      const api = create()
      for (const applicationId of applications) await api.wake({ applicationId })
      await until(() => first.heard.length + second.heard.length >= applications.length)
      expect([...first.heard, ...second.heard].sort()).toEqual([...applications].sort())
    })

    it('carries a wake-up for a host to that host', async () => {
      const [first, second] = [await listenAs('host:1'), await listenAs('host 2/x')]
      const api = create()
      const applications = Array.from({ length: 5 }, () => randomUUID())
      for (const applicationId of applications) await api.wake({ applicationId, host: 'host 2/x' })
      await until(() => second.heard.length >= applications.length)
      expect(second.heard.sort()).toEqual([...applications].sort())
      expect(first.heard).toEqual([])
    })

    it('keeps wake-ups for a worker that comes later', async () => {
      const applicationId = randomUUID()
      await create().wake({ applicationId })
      const { heard } = await listenAs('host-1')
      await until(() => heard.includes(applicationId))
    })

    it('makes a burst for one application few', async () => {
      const applicationId = randomUUID()
      const api = create()
      await Promise.all(Array.from({ length: 100 }, () => api.wake({ applicationId })))
      const { heard } = await listenAs('host-1')
      await until(() => heard.includes(applicationId))
      const others = Array.from({ length: 20 }, () => randomUUID())
      await Promise.all(others.map((other) => api.wake({ applicationId: other })))
      await until(() => others.every((other) => heard.includes(other)))
      expect(heard.filter((each) => each === applicationId)).toEqual([applicationId])
    })

    it('loses no wake-up that comes while one is handed over', async () => {
      const applicationId = randomUUID()
      const api = create()
      const { heard } = await listenAs('host-1')
      for (let round = 1; round <= 30; round += 1) {
        await api.wake({ applicationId })
        // the moment the consumer has heard, something changes again
        await until(() => heard.length >= round)
      }
    })

    it('hears every application of a storm', async () => {
      const { heard } = await listenAs('host-1')
      const api = create()
      const applications = Array.from({ length: 200 }, () => randomUUID())
      await Promise.all(applications.map((applicationId) => api.wake({ applicationId })))
      await until(() => new Set(heard).size === applications.length)
    })

    it('wakes again after all it held was deleted', async () => {
      const applicationId = randomUUID()
      const api = create()
      await api.wake({ applicationId })
      await underTest().wipe()
      const { heard } = await listenAs('host-1')
      await api.wake({ applicationId })
      await until(() => heard.includes(applicationId))
    })

    it('throws while its backend is away, and works again when it is back', async () => {
      const { heard } = await listenAs('host-1')
      const api = create()
      await api.ping()
      await underTest().kill()
      const applicationId = randomUUID()
      await expect(api.ping()).rejects.toThrow()
      await expect(api.wake({ applicationId })).rejects.toThrow()
      await underTest().restart()
      await until(succeeding(() => api.ping()))
      await until(succeeding(() => api.wake({ applicationId })))
      await until(() => heard.includes(applicationId))
    })

    it('starts consuming when its backend is back', async () => {
      await underTest().kill()
      const heard: string[] = []
      const worker = create()
      const consuming = async (): Promise<void> => {
        for (;;) {
          try {
            await worker.consume('host-1', (applicationId) => heard.push(applicationId))
            return
          } catch {
            await pause(20)
          }
        }
      }
      const started = consuming()
      await underTest().restart()
      await started
      const api = create()
      const applicationId = randomUUID()
      await until(succeeding(() => api.wake({ applicationId })))
      await until(() => heard.includes(applicationId))
    })

    it('closes while its backend is away', async () => {
      await listenAs('host-1')
      const api = create()
      await api.wake({ applicationId: randomUUID() })
      await underTest().kill()
      await Promise.all(open.splice(0).map((dispatch) => dispatch.close()))
      await underTest().restart()
    })
  })
}
