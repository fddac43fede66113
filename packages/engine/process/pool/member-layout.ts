import { join } from 'node:path'
import { type ClusterLayout, clusterLayout } from '../cluster-layout.ts'

/**
 * The files of a member of the warm pool. It begins as `clusters/<member>` and becomes `clusters/<deployment>` by being renamed; in the
 * sandbox of the processes that were warm it keeps the name that it had when that was made.
 */
export interface MemberLayout extends ClusterLayout {
  /** What Flink's configuration is during the exercise. */
  readonly exerciseConf: string
  /** The application's configuration, with the paths as the processes that were warm see them. */
  readonly ordersConf: string
  /** With the number of an exercise behind them: appear when that is over, and when there is to be one more. */
  readonly exercised: string
  readonly again: string
  /** Exists when all of its processes wait to be claimed. */
  readonly waits: string
  /** Stands in the sandbox where the state root is, until the application's part of that is put into it. */
  readonly state: string
  orders(component: string): string
  /** With the number of an exercise behind it: made by a process that has closed it. */
  ready(component: string): string
}

/** The files of a member by its name, or, once it is claimed, by its deployment's id. */
export function memberLayout(clustersDir: string, name: string): MemberLayout {
  const layout = clusterLayout(clustersDir, name)
  const { directory, conf, control, work } = layout
  return {
    ...layout,
    exerciseConf: join(conf, 'exercise'),
    ordersConf: join(conf, 'orders'),
    exercised: join(control, 'exercised'),
    again: join(control, 'again'),
    waits: join(control, 'waits'),
    state: join(directory, 'state'),
    orders: (component) => join(conf, 'orders', `${component}.properties`),
    ready: (component) => join(work, `ready-${component}`),
  }
}

/** What a member has: TaskManagers beyond the first are started for the application that wants them. */
export const MEMBER_COMPONENTS = ['jobmanager', 'taskmanager-0'] as const
