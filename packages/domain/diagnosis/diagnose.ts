import type { Diagnosis } from '../model/diagnosis.ts'
import type { FailureEvidence } from '../ports/failure-evidence.ts'
import { classify } from './classify.ts'
import { describeTrace, findFirstCause } from './first-cause.ts'
import { withoutSecrets } from './without-secrets.ts'

type About = Pick<Diagnosis, 'id' | 'applicationId' | 'operationId' | 'deploymentId'> & {
  readonly now: Date
  /** Nothing older belongs to this failure. */
  readonly since?: Date | undefined
}

const nothing: FailureEvidence = { exceptions: [], ends: [], log: [], heap: [] }

/**
 * Makes a diagnosis of what the engine found; `told` is what is known without it, and stands in where it found nothing. Undefined when
 * nobody knows anything.
 */
export function diagnose(
  about: About,
  { evidence = nothing, told }: { evidence?: FailureEvidence | undefined; told?: string | undefined },
): Diagnosis | undefined {
  const found = findFirstCause(evidence, about.since)
  const said = told === undefined || told === '' ? undefined : describeTrace(told)
  // Whatever is told may be more than an echo that was found: a launch that was refused has no traces at all.
  const cause = found !== undefined && (!found.echo || said === undefined || said.echo) ? found : said
  if (cause === undefined) return undefined
  const rule = classify(cause)
  const { id, applicationId, operationId, deploymentId, now } = about
  return {
    id,
    applicationId,
    operationId,
    deploymentId,
    diagnosedAt: now,
    updatedAt: now,
    occurrences: 1,
    class: rule.class,
    rule: rule.name,
    remedy: rule.remedy,
    cause: { ...cause, exception: withoutSecrets(cause.exception), trace: withoutSecrets(cause.trace) },
    log: evidence.log.map((each) => ({ ...each, lines: each.lines.map(withoutSecrets) })),
    checkpoints: evidence.checkpoints,
    heap: evidence.heap,
  }
}

/**
 * What one more failure of the same incident makes of its diagnosis: it is counted. The first cause stands, unless it was the echo of
 * something that has come to light since.
 */
export function addOccurrence(known: Diagnosis, fresh: Diagnosis | undefined, now: Date): Diagnosis {
  const counted = { ...known, occurrences: known.occurrences + 1, updatedAt: now }
  return fresh === undefined ? counted : sharpen(counted, fresh)
}

/** The better founded one of two diagnoses of the same failure, under the name of the first. */
export function sharpen(known: Diagnosis, fresh: Diagnosis): Diagnosis {
  if (!known.cause.echo || fresh.cause.echo) return known
  const { id, diagnosedAt, occurrences, operationId } = known
  return { ...fresh, id, diagnosedAt, occurrences, operationId: operationId ?? fresh.operationId }
}
