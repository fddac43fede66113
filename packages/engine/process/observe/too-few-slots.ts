import type { FlinkJob } from '../../flink-rest/flink-types.ts'

/**
 * Why a job that waits for slots can never begin; undefined when it can. A job waits for as many slots as it wants (scheduler-options.ts),
 * and an operator's own parallelism may want more than the application's parallelism gives: Flink itself would wait without a word.
 */
export function tooFewSlots({ state, vertices }: FlinkJob, slots: number): string | undefined {
  if (state !== 'CREATED') return undefined
  const groups = new Map<string, number>()
  for (const { slotSharingGroupId: group = '', parallelism } of vertices) {
    groups.set(group, Math.max(groups.get(group) ?? 0, parallelism))
  }
  const wanted = [...groups.values()].reduce((sum, each) => sum + each, 0)
  if (wanted <= slots) return undefined
  const widest = vertices.toSorted((a, b) => b.parallelism - a.parallelism)[0]
  return `The job wants ${String(wanted)} slots and has ${String(slots)}: ${widest?.name ?? 'an operator'} has parallelism ${String(widest?.parallelism)}${groups.size > 1 ? `, in one of ${String(groups.size)} slot sharing groups` : ''}.`
}
