import type { Fleet } from '../fleet.ts'
import { send } from '../send.ts'
import type { Fault } from './fault.ts'

const signal = (fleet: Fleet, component: string, name: 'SIGKILL' | 'SIGSTOP'): void => {
  for (const { pid } of fleet.flinks().filter((each) => each.component === component)) send(pid, name)
}

/** kill -9 of the JobManager. */
export const killJobManager: Fault = {
  kind: 'kill-jobmanager',
  rounds: 30,
  inflict: async (fleet) => {
    signal(fleet, 'jobmanager', 'SIGKILL')
  },
}

/** kill -9 of the TaskManager. */
export const killTaskManager: Fault = {
  kind: 'kill-taskmanager',
  rounds: 30,
  inflict: async (fleet) => {
    signal(fleet, 'taskmanager', 'SIGKILL')
  },
}

/** The JobManager lives and does not answer, for ever. */
export const hangJobManager: Fault = {
  kind: 'hang-jobmanager',
  rounds: 2,
  inflict: async (fleet) => {
    signal(fleet, 'jobmanager', 'SIGSTOP')
  },
}
