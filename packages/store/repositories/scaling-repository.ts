import type { ScalingDecision, ScalingRepository, ScalingState } from '@weir/domain'
import { type Database, json, jsonOrNull, text, withoutNulls } from './columns.ts'
import { translated } from '../database-errors.ts'

export function createScalingRepository(database: Database): ScalingRepository {
  return {
    findState: async (applicationId) => {
      const row = await database.scalingState.findUnique({ where: { applicationId } })
      return row ? (withoutNulls(row) as unknown as ScalingState) : undefined
    },

    saveState: async ({ applicationId, ...state }) => {
      const columns = {
        ...state,
        verdict: text(state.verdict),
        memory: json(state.memory),
        reading: jsonOrNull(state.reading),
      }
      await translated(
        database.scalingState.upsert({
          where: { applicationId },
          create: { applicationId, ...columns },
          update: columns,
        }),
      )
    },

    addDecision: async (decision) => {
      const columns = { ...decision, reason: text(decision.reason), inputs: json(decision.inputs) }
      await translated(database.scalingDecision.createMany({ data: [columns] }))
    },

    listDecisions: async (applicationId, { limit }) => {
      const rows = await database.scalingDecision.findMany({
        where: { applicationId },
        orderBy: [{ decidedAt: 'desc' }, { id: 'desc' }],
        take: limit,
      })
      return rows as unknown as ScalingDecision[]
    },

    removeDecisionsBefore: (moment, limit) =>
      database.$executeRaw`DELETE FROM scaling_decisions WHERE id IN (
        SELECT id FROM scaling_decisions WHERE decided_at < ${moment.toISOString()}::timestamptz ORDER BY decided_at LIMIT ${limit})`,
  }
}
