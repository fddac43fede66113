import { setTimeout as pause } from 'node:timers/promises'
import { flinkProcesses } from '../../acceptance/harness/processes.ts'
import { until } from '../../acceptance/harness/until.ts'
import { isRunning, leaseSeconds, type Fleet, type Member } from '../fleet.ts'
import { send } from '../send.ts'
import type { Fault } from './fault.ts'

const clustersOn = ({ weir }: Member) => flinkProcesses(weir.dataDir)

/** The host that has the application, and the other one. */
const sides = async (fleet: Fleet): Promise<{ first: Member; second: Member }> => {
  const first = await until('a host to have the application', async () => fleet.holder())
  const second = fleet.workers.find((each) => each !== first)
  if (second === undefined) throw new Error('there are two hosts')
  return { first, second }
}

/** The other host has it, and nothing of it is left where it was. */
const moved = async ({ first, second }: { first: Member; second: Member }): Promise<void> => {
  await until('the other host to take over', async () => clustersOn(second).length > 0, { seconds: 120 })
  if (clustersOn(first).length > 0) throw new Error('the cluster of the lost host outlived its lease')
}

const back = async (fleet: Fleet, member: Member): Promise<void> => {
  member.supervised = true
  await fleet.ready()
}

/** The whole host dies: worker and clusters at once. */
export const loseHost: Fault = {
  kind: 'lose-host',
  rounds: 3,
  inflict: async (fleet) => {
    const found = await sides(fleet)
    found.first.supervised = false
    await found.first.weir.kill()
    for (const { pid } of clustersOn(found.first)) send(pid, 'SIGKILL')
    await moved(found)
    await back(fleet, found.first)
  },
}

/** The worker dies for good; its cluster lives on, until its lease is over. */
export const loseWorker: Fault = {
  kind: 'lose-worker',
  rounds: 3,
  inflict: async (fleet) => {
    const found = await sides(fleet)
    found.first.supervised = false
    await found.first.weir.kill()
    await moved(found)
    await back(fleet, found.first)
  },
}

/** The host no longer reaches Postgres, and everything on it lives. */
export const partitionHost: Fault = {
  kind: 'partition-host',
  rounds: 3,
  inflict: async (fleet) => {
    const found = await sides(fleet)
    found.first.postgres.turn('stall')
    try {
      await moved(found)
      // It is up and must not have started anything since.
      await pause(2_000)
      if (clustersOn(found.first).length > 0) throw new Error('the host that is cut off started a cluster')
    } finally {
      found.first.postgres.turn('reset')
      found.first.postgres.turn('pass')
    }
    await fleet.ready()
  },
}

/** The worker stands still for longer than its lease, and then goes on where it was. */
export const pauseWorker: Fault = {
  kind: 'pause-worker',
  rounds: 3,
  inflict: async (fleet) => {
    const found = await sides(fleet)
    const pid = found.first.weir.pid()
    process.kill(pid, 'SIGSTOP')
    try {
      await moved(found)
      await pause(leaseSeconds * 500)
    } finally {
      process.kill(pid, 'SIGCONT')
    }
    await pause(3_000)
    if (clustersOn(found.first).length > 0) throw new Error('the host that stood still started a cluster')
    if (!isRunning(found.first)) throw new Error('the worker that stood still has ended')
    await fleet.ready()
  },
}
