import type { Fleet } from '../fleet.ts'

/** Flink processes of no application that should run: `running` = how many of them run, each with a JobManager and a TaskManager. */
export function orphans(fleet: Fleet, running: number): string[] {
  const left = fleet.flinks()
  if (left.length <= 2 * running) return []
  return [
    `orphans: ${left.map(({ component, deployment, pid }) => `${component} of ${deployment} (${pid})`).join(', ')}`,
  ]
}
