import type { ProcessRef } from '../process-ref.ts'

/** The numbers of the TaskManagers that a cluster is to have: 0, 1, 2 … unless a rescale has left it with others. */
export const taskManagerIndexes = ({ taskManagers, indexes }: ProcessRef): readonly number[] =>
  indexes ?? Array.from({ length: taskManagers }, (_, index) => index)

/** `count` numbers, or more: those there are, and the lowest free ones beside them. */
export const withMoreIndexes = (present: readonly number[], count: number): readonly number[] => {
  const all = [...present]
  for (let next = 0; all.length < count; next += 1) if (!all.includes(next)) all.push(next)
  return all.sort((a, b) => a - b)
}

/** A TaskManager's name for Flink begins with it; what follows differs with every process. */
export const resourceIdPrefix = (index: number): string => `taskmanager-${index}`
