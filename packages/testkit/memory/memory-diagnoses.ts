import type { Diagnosis, DiagnosisRepository, HealthRepository } from '@weir/domain'
import { requireApplication } from './memory-applications.ts'
import { type Access, byBytes, rowOf, type Tables } from './memory-tables.ts'

export function memoryHealth(access: Access): HealthRepository {
  return {
    find: (applicationId) => access.read((tables) => rowOf(tables.health.get(applicationId))),
    save: (health) =>
      access.write((tables) => {
        requireApplication(tables, health.applicationId)
        tables.health.set(health.applicationId, rowOf(health))
      }),
  }
}

export function memoryDiagnoses(access: Access): DiagnosisRepository {
  return {
    find: (id) => access.read((tables) => rowOf(tables.diagnoses.get(id))),
    save: (diagnosis) =>
      access.write((tables) => {
        requireApplication(tables, diagnosis.applicationId)
        tables.diagnoses.set(diagnosis.id, rowOf(diagnosis))
      }),
    list: (applicationId, { operationId, limit }) =>
      access.read((tables) =>
        newestFirst(tables, applicationId)
          .filter((each) => operationId === undefined || each.operationId === operationId)
          .slice(0, limit)
          .map(rowOf),
      ),
    trim: (applicationId, keep) =>
      access.write((tables) => {
        for (const { id } of newestFirst(tables, applicationId).slice(keep)) tables.diagnoses.delete(id)
      }),
  }
}

function newestFirst(tables: Tables, applicationId: string): Diagnosis[] {
  return [...tables.diagnoses.values()]
    .filter((each) => each.applicationId === applicationId)
    .sort((a, b) => b.diagnosedAt.getTime() - a.diagnosedAt.getTime() || byBytes(b.id, a.id))
}
