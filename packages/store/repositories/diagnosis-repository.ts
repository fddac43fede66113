import type { Diagnosis, DiagnosisRepository } from '@weir/domain'
import { type Database, json, text, withoutNulls } from './columns.ts'
import { translated } from '../database-errors.ts'
import type { Diagnosis as Row } from '../generated/client.ts'

export function createDiagnosisRepository(database: Database): DiagnosisRepository {
  return {
    find: async (id) => {
      const row = await database.diagnosis.findUnique({ where: { id } })
      return row ? toDiagnosis(row) : undefined
    },

    save: async (diagnosis) => {
      const { id } = diagnosis
      const data = columns(diagnosis)
      const { count } = await database.diagnosis.updateMany({ where: { id }, data })
      if (count === 0) await translated(database.diagnosis.createMany({ data: [{ id, ...data }] }))
    },

    list: async (applicationId, { operationId, limit }) => {
      const rows = await database.diagnosis.findMany({
        where: { applicationId, ...(operationId === undefined ? {} : { operationId }) },
        orderBy: [{ diagnosedAt: 'desc' }, { id: 'desc' }],
        take: limit,
      })
      return rows.map(toDiagnosis)
    },

    trim: async (applicationId, keep) => {
      await database.$executeRaw`DELETE FROM diagnoses WHERE application_id = ${applicationId}::uuid AND id NOT IN (
        SELECT id FROM diagnoses WHERE application_id = ${applicationId}::uuid
        ORDER BY diagnosed_at DESC, id DESC LIMIT ${keep})`
    },
  }
}

function columns({ applicationId, operationId, deploymentId, remedy, ...rest }: Diagnosis) {
  const { diagnosedAt, updatedAt, occurrences, class: kind, rule, cause, log, checkpoints, heap } = rest
  return {
    applicationId,
    operationId: operationId ?? null,
    deploymentId: deploymentId ?? null,
    diagnosedAt,
    updatedAt,
    occurrences,
    class: kind,
    rule,
    remedy: text(remedy),
    findings: json({ cause, log, checkpoints, heap }),
  }
}

function toDiagnosis(row: Row): Diagnosis {
  const { findings, ...known } = withoutNulls(row)
  return { ...known, ...(findings as object) } as unknown as Diagnosis
}
