import type { Diagnosis, Facts, Health, HealthWatch, Repositories } from '@weir/domain'
import {
  addOccurrence,
  classInWords,
  diagnose,
  newestDeployment,
  nextHealth,
  sharpen,
  signOfFailure,
} from '@weir/domain'
import type { StepContext } from '../deps.ts'
import { examineFailure } from './examine-failure.ts'

/** A trace may be written a moment after what it explains: this long an echo is asked about again. */
const patienceMs = 10_000
/** What led to a failure began before anybody noticed. */
const lookBackMs = 30_000
/** Diagnoses kept of one application. */
const kept = 50

/**
 * Stores how the application does, and why it fails when it does. All in one transaction: a worker that dies before sees the same again,
 * one that dies after finds the sign of failure noted. Before anything is done about a failure, because that removes its traces.
 */
export const noteHealth = async (context: StepContext, facts: Facts): Promise<void> => {
  const { deps, lease } = context
  const previous = await deps.store.health.find(facts.application.id)
  const next = nextHealth(previous, facts)
  const found = next.watch === undefined ? undefined : await explain(context, facts, { ...next, watch: next.watch })
  const health: Health = found === undefined ? next : { ...next, watch: found.watch }
  if (same(previous, health)) return
  await deps.store.fenced(lease, async (tx) => {
    if (found !== undefined) await keep(tx, facts, found)
    await tx.health.save(health)
    if (previous?.state === health.state || (previous === undefined && health.state === 'UNKNOWN')) return
    await tx.events.add({
      applicationId: health.applicationId,
      at: facts.now,
      kind: 'health',
      message: `${health.state}: ${health.why}`,
      operationId: facts.operation?.id,
      deploymentId: newestDeployment(facts)?.id,
      detail: { from: previous?.state ?? 'UNKNOWN', to: health.state },
    })
  })
  if (previous?.state !== health.state) {
    const { applicationId, state, why } = health
    deps.logger.info({ applicationId, from: previous?.state, to: state, why }, 'health changed')
  }
}

const same = (before: Health | undefined, after: Health): boolean =>
  before === undefined
    ? after.state === 'UNKNOWN' && after.watch === undefined
    : JSON.stringify(rowOf(before)) === JSON.stringify(rowOf(after))

/** In one order, whatever a database has made of it. */
const rowOf = ({ state, since, why, watch }: Health): unknown => [
  state,
  since,
  why,
  Object.entries(watch ?? {})
    .filter(([, value]) => value !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1)),
]

interface Explained {
  readonly watch: HealthWatch
  readonly diagnosis?: Diagnosis | undefined
  /** There is news for people in it. */
  readonly isNews: boolean
}

/** The diagnosis of what fails now; undefined when nothing does, or nothing that was not seen before. */
const explain = async (
  context: StepContext,
  facts: Facts,
  health: Health & { watch: HealthWatch },
): Promise<Explained | undefined> => {
  const { deps } = context
  const { watch } = health
  const sign = signOfFailure(facts, health)
  if (sign === undefined) return undefined
  const known = watch.diagnosisId === undefined ? undefined : await deps.store.diagnoses.find(watch.diagnosisId)
  const again = sign === watch.diagnosed
  const now = facts.now
  if (again && !(known?.cause.echo === true && now.getTime() - known.diagnosedAt.getTime() < patienceMs)) {
    return undefined
  }
  const noted = { ...watch, diagnosed: sign }
  const [first] = watch.troubles
  const since = new Date((first === undefined ? now.getTime() : Date.parse(first)) - lookBackMs)
  // Its traces were read while they were there.
  const evidence =
    known !== undefined && sign.endsWith(' ended') ? undefined : await examineFailure(context, facts, since)
  const fresh = diagnose(
    {
      id: known?.id ?? deps.ids.uuid(),
      applicationId: facts.application.id,
      operationId: facts.operation?.id,
      deploymentId: newestDeployment(facts)?.id,
      now,
      since,
    },
    { evidence, told: told(facts) },
  )
  if (known === undefined) {
    return { watch: { ...noted, diagnosisId: fresh?.id }, diagnosis: fresh, isNews: fresh !== undefined }
  }
  const merged = again
    ? fresh && sharpen(known, fresh)
    : { ...addOccurrence(known, fresh, now), occurrences: Math.max(1, watch.count) }
  return { watch: noted, diagnosis: merged, isNews: merged !== undefined && known.cause.echo && !merged.cause.echo }
}

/** What is known of the failure without looking for more. */
const told = (facts: Facts): string | undefined => {
  const deployment = newestDeployment(facts)
  const { failure, job } = facts.observation ?? {}
  return failure ?? job?.rootException ?? deployment?.cause ?? job?.checkpointFailure?.cause
}

const keep = async (tx: Repositories, facts: Facts, { diagnosis, isNews }: Explained): Promise<void> => {
  if (diagnosis === undefined) return
  await tx.diagnoses.save(diagnosis)
  if (!isNews) return
  await tx.diagnoses.trim(diagnosis.applicationId, kept)
  await tellDiagnosis(tx, diagnosis, facts.now)
}

/** A new diagnosis among the application's events. */
export const tellDiagnosis = (tx: Repositories, diagnosis: Diagnosis, at: Date): Promise<void> =>
  tx.events.add({
    applicationId: diagnosis.applicationId,
    at,
    kind: 'diagnosis',
    message: `${classInWords(diagnosis.class)}: ${diagnosis.cause.exception.slice(0, 300)}`,
    operationId: diagnosis.operationId,
    deploymentId: diagnosis.deploymentId,
    detail: { id: diagnosis.id, class: diagnosis.class, operator: diagnosis.cause.operator },
  })
