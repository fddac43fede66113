import type { Diagnosis } from '../model/diagnosis.ts'
import type { Health } from '../model/health.ts'

/** How each application does. */
export interface HealthRepository {
  find(applicationId: string): Promise<Health | undefined>
  /** Inserts or replaces the application's row. */
  save(health: Health): Promise<void>
}

/** Why applications failed. */
export interface DiagnosisRepository {
  find(id: string): Promise<Diagnosis | undefined>
  /** Inserts, or replaces the one of that id. */
  save(diagnosis: Diagnosis): Promise<void>
  /** Newest first by when they were made, then by id; those of one operation when it is named. */
  list(applicationId: string, page: { operationId?: string | undefined; limit: number }): Promise<readonly Diagnosis[]>
  /** Removes all but the newest `keep` of an application. */
  trim(applicationId: string, keep: number): Promise<void>
}
