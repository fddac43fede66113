import { send } from '../send.ts'
import type { Fault, Scene } from './fault.ts'

const signal = async ({ target }: Scene, component: string, name: 'SIGKILL' | 'SIGSTOP'): Promise<void> => {
  for (const { pid } of (await target.processes()).filter((each) => each.component === component)) send(pid, name)
}

/** kill -9 of the JobManager. */
export const killJobManager: Fault = {
  kind: 'kill-jobmanager',
  rounds: 30,
  sparesOthers: true,
  inflict: (scene) => signal(scene, 'jobmanager', 'SIGKILL'),
}

/** kill -9 of the TaskManager. */
export const killTaskManager: Fault = {
  kind: 'kill-taskmanager',
  rounds: 30,
  sparesOthers: true,
  inflict: (scene) => signal(scene, 'taskmanager', 'SIGKILL'),
}

/** The JobManager lives and does not answer, for ever. */
export const hangJobManager: Fault = {
  kind: 'hang-jobmanager',
  rounds: 2,
  slow: true,
  sparesOthers: true,
  inflict: (scene) => signal(scene, 'jobmanager', 'SIGSTOP'),
}
