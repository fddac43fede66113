import type { Fault } from './fault.ts'

/** kill -9 of the api; its supervisor starts it again. */
export const killApi: Fault = {
  kind: 'kill-api',
  rounds: 30,
  inflict: async ({ fleet: { api } }) => {
    await api.weir.kill()
  },
}

/** kill -9 of the worker that has the application, its clusters live on; its supervisor starts it again. */
export const killWorker: Fault = {
  kind: 'kill-worker',
  rounds: 30,
  inflict: async ({ fleet, random, target }) => {
    await ((await target.host()) ?? random.pick(fleet.workers)).weir.kill()
  },
}
