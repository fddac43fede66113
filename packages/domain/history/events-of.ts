import type { Application } from '../model/application.ts'
import type { NewApplicationEvent } from '../model/application-event.ts'
import type { Deployment } from '../model/deployment.ts'
import type { Operation, Phase } from '../model/operation.ts'
import type { Snapshot } from '../model/snapshot.ts'

/** What the change of one record tells: `before` is undefined for a new one. */
type EventsOf<T> = (before: T | undefined, after: T, now: Date) => readonly NewApplicationEvent[]

/** A status that differs from the one before. */
export const eventsOfApplication: EventsOf<Application> = (before, after, now) =>
  before?.status === after.status
    ? []
    : [
        {
          applicationId: after.id,
          at: now,
          kind: 'status',
          message: before === undefined ? `${after.status}: created` : `${before.status} -> ${after.status}`,
          detail: { from: before?.status, to: after.status, versionId: after.versionId },
        },
      ]

/** Ends and beginnings of phases, each at its own time, and the end of the operation with its error. */
export const eventsOfOperation: EventsOf<Operation> = (before, after) => {
  const common = { applicationId: after.applicationId, kind: 'phase', operationId: after.id } as const
  const known = before?.phases ?? []
  const ended = after.phases.flatMap((phase, index) =>
    phase.endedAt === undefined || known[index]?.endedAt !== undefined ? [] : [endOf(after, phase, phase.endedAt)],
  )
  const begun = after.phases.slice(known.length).map((phase) => ({
    ...common,
    at: phase.startedAt,
    message: `${after.name}: ${phase.name}`,
    detail: { operation: after.name, phase: phase.name, state: 'begun', ...detailOf(phase) },
  }))
  const over = after.endedAt !== undefined && before?.endedAt === undefined && after.status !== 'IN_PROGRESS'
  if (!over) return inOrder([...ended, ...begun])
  const ms = after.endedAt.getTime() - after.startedAt.getTime()
  const end: NewApplicationEvent = {
    ...common,
    at: after.endedAt,
    message: `${after.name} ${after.status}${after.error === undefined ? '' : `: ${after.error}`}`,
    detail: { operation: after.name, status: after.status, error: after.error, ms },
  }
  return [...inOrder([...ended, ...begun]), end]
}

const endOf = (operation: Operation, phase: Phase, endedAt: Date): NewApplicationEvent => {
  const ms = endedAt.getTime() - phase.startedAt.getTime()
  return {
    applicationId: operation.applicationId,
    kind: 'phase',
    operationId: operation.id,
    at: endedAt,
    message: `${operation.name}: ${phase.name} took ${String(ms)} ms`,
    detail: { operation: operation.name, phase: phase.name, state: 'ended', ms, ...detailOf(phase) },
  }
}

const detailOf = ({ detail }: Phase): { readonly detail?: string } => (detail === undefined ? {} : { detail })

/** By time; what ends comes before what begins at that moment. */
const inOrder = (events: readonly NewApplicationEvent[]): readonly NewApplicationEvent[] =>
  events.toSorted((a, b) => a.at.getTime() - b.at.getTime())

/** Its states, and the first checkpoint: from then on a loss costs no more than what came after one. */
export const eventsOfDeployment: EventsOf<Deployment> = (before, after, now) => {
  const common = {
    applicationId: after.applicationId,
    at: now,
    operationId: after.operationId,
    deploymentId: after.id,
  } as const
  const events: NewApplicationEvent[] = []
  // Of a loss more is told where it is answered, in tell-loss.ts.
  if (before?.state !== after.state && !(after.state === 'ended' && after.outcome === 'lost')) {
    const { epoch, versionId, state, outcome, cause, parallelism } = after
    const why = outcome === undefined ? '' : ` (${outcome})`
    events.push({
      ...common,
      kind: 'deployment',
      message: `Deployment ${String(epoch)} of version ${String(versionId)} is ${state}${why}`,
      detail: { epoch, versionId, state, outcome, cause, parallelism },
    })
  }
  const checkpoint = after.observation?.job?.lastCheckpoint
  if (before !== undefined && checkpoint !== undefined && before.observation?.job?.lastCheckpoint === undefined) {
    // Stored observations are plain JSON: their times are texts.
    const at = new Date(checkpoint.completedAt)
    const ms = at.getTime() - (after.runningAt ?? after.launchedAt ?? after.createdAt).getTime()
    events.push({
      ...common,
      kind: 'phase',
      message: `first checkpoint after ${String(Math.max(0, ms))} ms`,
      detail: { phase: 'first checkpoint', checkpoint: checkpoint.id, at: at.toISOString(), ms: Math.max(0, ms) },
    })
  }
  return events
}

/** A snapshot that has become READY or FAILED. */
export const eventsOfSnapshot: EventsOf<Snapshot> = (before, { applicationId, name, kind, status, failure }, now) =>
  before === undefined || before.status === status || (status !== 'READY' && status !== 'FAILED')
    ? []
    : [
        {
          applicationId,
          at: now,
          kind: 'snapshot',
          message: `Snapshot ${name} is ${status}${failure === undefined ? '' : `: ${failure}`}`,
          detail: { snapshot: name, kind, status, failure },
        },
      ]
