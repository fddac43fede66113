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
  /** Appears when the exercise is over. */
  readonly exercised: string
  /** Stands in the sandbox where the state root is, until the application's part of that is put into it. */
  readonly state: string
  orders(component: string): string
  /** Made by a process that is ready to be claimed. */
  ready(component: string): string
}

export function memberLayout(clustersDir: string, name: string): MemberLayout {
  const layout = clusterLayout(clustersDir, name)
  const { directory, conf, control, work } = layout
  return {
    ...layout,
    exerciseConf: join(conf, 'exercise'),
    ordersConf: join(conf, 'orders'),
    exercised: join(control, 'exercised'),
    state: join(directory, 'state'),
    orders: (component) => join(conf, 'orders', `${component}.properties`),
    ready: (component) => join(work, `ready-${component}`),
  }
}

/** What a member has: TaskManagers beyond the first are started for the application that wants them. */
export const MEMBER_COMPONENTS = ['jobmanager', 'taskmanager-0'] as const
