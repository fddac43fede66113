import type { Facts, OperationIntent, Snapshot } from '@weir/domain'
import { stateLayout } from '@weir/domain'
import type { ReconcilerDeps } from '../deps.ts'
import type { ResumePoint } from './resume-point.ts'
import { resumePoint } from './resume-point.ts'

/** Where a new deployment starts, or why it cannot: what was asked for is not there any more. */
export type IntendedState = ResumePoint | (ResumePoint & { readonly missing: string })

/** The state that the operation in progress asks for. */
export const intendedState = async (deps: ReconcilerDeps, facts: Facts): Promise<IntendedState> => {
  const intent: NonNullable<OperationIntent['restore']> = facts.operation?.intent.restore ?? { kind: 'latest-snapshot' }
  const allowNonRestoredState = facts.operation?.intent.allowNonRestoredState ?? false
  const { snapshots, enhancedSnapshots } = deps.store
  const { id } = facts.application
  // Once an enhanced snapshot is copied, the application's own files of it may go at any time.
  const from = (snapshot: Snapshot | undefined): ResumePoint => ({
    ...placeOf(deps, id, snapshot?.copiedTo ?? snapshot?.location),
    allowNonRestoredState,
  })
  const missing = (name: string): IntendedState => ({
    allowNonRestoredState,
    missing: `The snapshot ${name} does not exist any more.`,
  })
  switch (intent.kind) {
    case 'none':
      return { allowNonRestoredState }
    case 'latest-snapshot':
      return from(await snapshots.newestReady(id))
    case 'snapshot': {
      const snapshot = await snapshots.find(id, intent.name)
      return snapshot?.location === undefined ? missing(intent.name) : from(snapshot)
    }
    case 'enhanced-snapshot': {
      const snapshot = intent.id === undefined ? undefined : await enhancedSnapshots.findById(intent.id)
      if (snapshot?.status !== 'READY') return missing(intent.arn)
      return { ...placeOf(deps, id, snapshot.location), allowNonRestoredState }
    }
    case 'version': {
      const last = facts.deployments.find((each) => each.versionId === intent.versionId)
      if (last !== undefined) return resumePoint(deps, last)
      return from(await snapshots.newestReady(id, { belowVersion: intent.versionId + 1 }))
    }
  }
}

/** An application's processes see its own prefix alone: anything else is to be copied there first. */
const placeOf = (
  { stateRoot }: Pick<ReconcilerDeps, 'stateRoot'>,
  applicationId: string,
  location: string | undefined,
): Pick<ResumePoint, 'restoreFrom' | 'restoreSource'> => {
  if (location === undefined) return {}
  const own = location.startsWith(`${stateLayout.application(stateRoot, applicationId)}/`)
  return own ? { restoreFrom: location } : { restoreSource: location }
}
