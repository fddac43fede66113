import type { Operation, Phase } from './model/operation.ts'

/** Ends the phase that is open and begins `name`; the first phase begins with the operation itself. */
export const beginPhase = (operation: Operation, name: string, now: Date): Operation => {
  const open = operation.phases.at(-1)
  if (open?.name === name && open.endedAt === undefined) return operation
  const startedAt = open === undefined ? operation.startedAt : now
  return { ...operation, phases: [...endOpenPhase(operation.phases, now), { name, startedAt }] }
}

export const endPhases = (operation: Operation, now: Date): Operation => ({
  ...operation,
  phases: endOpenPhase(operation.phases, now),
})

const endOpenPhase = (phases: readonly Phase[], now: Date): Phase[] =>
  phases.map((phase) => (phase.endedAt === undefined ? { ...phase, endedAt: now } : phase))
