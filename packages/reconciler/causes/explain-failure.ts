import type { Diagnosis, Facts, Repositories } from '@weir/domain'
import { diagnose, errorString, isEcho, newestDeployment } from '@weir/domain'
import type { StepContext } from '../deps.ts'
import { examineFailure } from './examine-failure.ts'
import { tellDiagnosis } from './note-health.ts'

/** Why an operation failed: its ErrorString, and the diagnosis where there was none yet. */
export interface FailureExplained {
  readonly error: string
  /** To be stored with the operation, in one transaction. */
  readonly made?: Diagnosis | undefined
}

/**
 * Every operation that fails has a diagnosis: the one made while it went wrong; or that of the failures that kept it from succeeding;
 * or one of what it says itself, with what the cluster shows.
 */
export const explainFailure = async (context: StepContext, facts: Facts, error: string): Promise<FailureExplained> => {
  const { store, ids } = context.deps
  const { application, operation, now } = facts
  if (operation === undefined) return { error }
  const [known] = await store.diagnoses.list(application.id, { operationId: operation.id, limit: 1 })
  if (known !== undefined) return { error: errorString(error, known) }
  const about = {
    id: ids.uuid(),
    applicationId: application.id,
    operationId: operation.id,
    deploymentId: newestDeployment(facts)?.id,
    now,
    since: operation.startedAt,
  }
  const incident = await openIncident(context, facts)
  const sameMatter = incident !== undefined && (error.includes(incident.cause.exception.slice(0, 100)) || isEcho(error))
  const made = sameMatter
    ? { ...incident, id: about.id, operationId: operation.id, diagnosedAt: now, updatedAt: now, occurrences: 1 }
    : diagnose(about, { evidence: await examineFailure(context, facts, operation.startedAt), told: error })
  return { error: errorString(error, made), made }
}

const openIncident = async ({ deps: { store } }: StepContext, facts: Facts): Promise<Diagnosis | undefined> => {
  const id = (await store.health.find(facts.application.id))?.watch?.diagnosisId
  return id === undefined ? undefined : store.diagnoses.find(id)
}

/** Stores the diagnosis in the transaction that fails the operation: neither is there without the other. */
export const keepExplanation = async (
  tx: Repositories,
  { made }: Pick<FailureExplained, 'made'>,
  now: Date,
): Promise<void> => {
  if (made === undefined) return
  await tx.diagnoses.save(made)
  await tellDiagnosis(tx, made, now)
}
