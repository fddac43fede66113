import type { ApplicationSpec } from '../model/spec.ts'

/**
 * Whether a running job can follow from one spec to the other by its number of tasks alone. ParallelismPerKPU is not among what may
 * differ: it decides how many tasks a TaskManager has, and those are there already.
 */
export const onlyParallelismDiffers = (one: ApplicationSpec, other: ApplicationSpec): boolean =>
  one.flink !== undefined && other.flink !== undefined && sorted(one) !== sorted(other) && rest(one) === rest(other)

/** An update that changes nothing is none of these: it restarts the job, as AWS does. */
const rest = ({ flink, ...spec }: ApplicationSpec): string =>
  sorted({ ...spec, flink: { ...flink, parallelism: { parallelismPerKpu: flink?.parallelism.parallelismPerKpu } } })

/** Equal for equal content, whatever the order of members; those that are undefined count for nothing. */
const sorted = (value: unknown): string =>
  JSON.stringify(value, (_, member: unknown) =>
    typeof member === 'object' && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  )
