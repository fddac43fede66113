import type { ScalingRepository } from '@weir/domain'
import { requireApplication } from './memory-applications.ts'
import { type Access, byBytes, rowOf } from './memory-tables.ts'

export function memoryScaling(access: Access): ScalingRepository {
  return {
    findState: (applicationId) => access.read((tables) => rowOf(tables.scalingStates.get(applicationId))),
    saveState: (state) =>
      access.write((tables) => {
        requireApplication(tables, state.applicationId)
        tables.scalingStates.set(state.applicationId, rowOf(state))
      }),
    addDecision: (decision) =>
      access.write((tables) => {
        requireApplication(tables, decision.applicationId)
        tables.scalingDecisions.set(decision.id, rowOf(decision))
      }),
    listDecisions: (applicationId, { limit }) =>
      access.read((tables) =>
        [...tables.scalingDecisions.values()]
          .filter((decision) => decision.applicationId === applicationId)
          .sort((a, b) => b.decidedAt.getTime() - a.decidedAt.getTime() || byBytes(b.id, a.id))
          .slice(0, limit)
          .map(rowOf),
      ),
    removeDecisionsBefore: (moment, limit) =>
      access.write((tables) => {
        const old = [...tables.scalingDecisions.values()]
          .filter(({ decidedAt }) => decidedAt < moment)
          .sort((a, b) => a.decidedAt.getTime() - b.decidedAt.getTime())
          .slice(0, limit)
        for (const { id } of old) tables.scalingDecisions.delete(id)
        return old.length
      }),
  }
}
