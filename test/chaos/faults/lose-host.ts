import { setTimeout as pause } from 'node:timers/promises'
import { until } from '../../acceptance/harness/until.ts'
import { leaseSeconds } from '../fleet.ts'
import { isRunning, type Member } from '../member.ts'
import { NotPossibleHere } from '../not-possible-here.ts'
import { send } from '../send.ts'
import type { Fault, Scene } from './fault.ts'

/** The host that has the target. */
const hostOfTarget = ({ target }: Scene): Promise<Member> =>
  until('a host to have the application', async () => {
    const host = await target.host()
    // What was asked of it may have ended it by now.
    if (host === undefined && (await target.isAtRest())) await target.start()
    return host
  })

const processesOn = ({ fleet }: Scene, host: Member) => fleet.flinks().filter((each) => fleet.hostOf(each) === host)

/** Each application that it had is elsewhere, or has come to rest, and no process of it is left where it was. */
const moved = async (scene: Scene, from: Member): Promise<void> => {
  const { fleet, loads } = scene
  for (const load of loads) {
    await until(
      `another host to take ${load.name} over`,
      async () => {
        const processes = await load.processes()
        const elsewhere = processes.filter((each) => fleet.hostOf(each) !== from).length
        if (elsewhere > 0 && elsewhere < processes.length)
          throw new Error(`processes of ${load.name} outlived the lease of their host`)
        return elsewhere > 0 || (processes.length === 0 && load.isAtRest())
      },
      { seconds: 120 },
    )
  }
  const left = processesOn(scene, from).length
  if (left > 0) throw new Error(`${left} processes of the lost host outlived its lease`)
}

const back = async ({ fleet }: Scene, member: Member): Promise<void> => {
  member.supervised = true
  await fleet.ready()
}

/** What is cut off must not have started anything since the others took over. */
const staysQuiet = async (scene: Scene, host: Member): Promise<void> => {
  await pause(2_000)
  if (processesOn(scene, host).length > 0) throw new Error('the host that is cut off started a cluster')
}

/** The whole host dies: worker and clusters at once. */
export const loseHost: Fault = {
  kind: 'lose-host',
  rounds: 3,
  slow: true,
  inflict: async (scene) => {
    const lost = await hostOfTarget(scene)
    lost.supervised = false
    await lost.weir.kill()
    for (const { pid } of processesOn(scene, lost)) send(pid, 'SIGKILL')
    await moved(scene, lost)
    await back(scene, lost)
  },
}

/** The worker dies for good; its clusters live on, until its lease is over. */
export const loseWorker: Fault = {
  kind: 'lose-worker',
  rounds: 3,
  slow: true,
  inflict: async (scene) => {
    const lost = await hostOfTarget(scene)
    lost.supervised = false
    await lost.weir.kill()
    await moved(scene, lost)
    await back(scene, lost)
  },
}

/** The host no longer reaches Postgres, and everything on it lives. */
export const partitionHost: Fault = {
  kind: 'partition-host',
  rounds: 3,
  slow: true,
  inflict: async (scene) => {
    const lost = await hostOfTarget(scene)
    lost.postgres.turn('stall')
    try {
      await moved(scene, lost)
      await staysQuiet(scene, lost)
    } finally {
      lost.postgres.turn('reset')
      lost.postgres.turn('pass')
    }
    await scene.fleet.ready()
  },
}

/** The cable of the host's network is cut: every packet to and from it is lost, and its connections know nothing of it. */
export const partitionNetwork: Fault = {
  kind: 'partition-network',
  rounds: 3,
  slow: true,
  inflict: async (scene) => {
    const lost = await hostOfTarget(scene)
    const { network } = lost
    if (network === undefined)
      throw new NotPossibleHere('worker hosts have no networks of their own here: that needs root')
    network.cut()
    try {
      await moved(scene, lost)
      await staysQuiet(scene, lost)
    } finally {
      network.mend()
    }
    await scene.fleet.ready()
  },
}

/** The worker stands still for longer than its lease, and then goes on where it was. */
export const pauseWorker: Fault = {
  kind: 'pause-worker',
  rounds: 3,
  slow: true,
  inflict: async (scene) => {
    const lost = await hostOfTarget(scene)
    const pid = lost.weir.pid()
    process.kill(pid, 'SIGSTOP')
    try {
      await moved(scene, lost)
      await pause(leaseSeconds * 500)
    } finally {
      process.kill(pid, 'SIGCONT')
    }
    await pause(3_000)
    if (processesOn(scene, lost).length > 0) throw new Error('the host that stood still started a cluster')
    if (!isRunning(lost)) throw new Error('the worker that stood still has ended')
    await scene.fleet.ready()
  },
}
