import { setTimeout as pause } from 'node:timers/promises'
import { type ActionName, UnsupportedOperationException } from '@weir/service-model'
import type { Look } from '../look.ts'
import type { RestInput } from '../request/read-input.ts'
import { operationFailed } from '../answer/rest-error.ts'
import type { WaitSubject } from '../route.ts'

/** What came, as the output of an action that has just this shape. */
export interface Arrived {
  readonly as: ActionName
  readonly output: object
}

/** What is waited for: the status that the action begun with `input` and answered with `output` is to lead to. */
export interface Awaited {
  readonly look: Look
  readonly input: RestInput
  readonly output: { readonly OperationId?: string | undefined; readonly SnapshotOperationId?: string | undefined }
  readonly status: string
}

/** One look at the subject: it has arrived, or not yet (undefined). Throws when it never will. */
type LookOnce = (awaited: Awaited) => Promise<Arrived | undefined>

/** Looks, at first often, then every second, until the subject has arrived or `signal` is aborted (then undefined). */
export async function waitFor(
  on: WaitSubject,
  awaited: Awaited,
  { signal, everyMs }: { signal: AbortSignal; everyMs: number },
): Promise<Arrived | undefined> {
  let next = everyMs
  while (!signal.aborted) {
    const arrived = await looks[on](awaited)
    if (arrived !== undefined) return arrived
    await pause(next, undefined, { signal }).catch(() => undefined)
    next = Math.min(next * 1.5, 1000)
  }
  return undefined
}

const application: LookOnce = async ({ look, input: { ApplicationName }, output: { OperationId }, status }) => {
  const operation = await applicationOperation(look, { ApplicationName, OperationId })
  if (operation?.OperationStatus === 'FAILED' || operation?.OperationStatus === 'CANCELLED') {
    refuseEnded(operation.OperationStatus, {
      operation: operation.Operation,
      operationId: OperationId,
      cause: operation.OperationFailureDetails?.ErrorInfo?.ErrorString,
    })
  }
  if (operation?.OperationStatus === 'IN_PROGRESS') return undefined
  const { ApplicationDetail } = await look('DescribeApplication', { ApplicationName })
  const { ApplicationStatus: reached } = ApplicationDetail
  if (reached === status) return { as: 'UpdateApplication', output: { ApplicationDetail, OperationId } }
  if (operation === undefined || !atRest.has(reached)) return undefined
  throw operationFailed({
    status: 409,
    message: `${operation.Operation} succeeded, and the application is ${reached}; ${status} was waited for.`,
    operation: operation.Operation,
    operationId: OperationId,
    operationStatus: operation.OperationStatus,
  })
}

const atRest = new Set<string>(['READY', 'RUNNING', 'ROLLED_BACK'])

/** SQL applications have no operations to look at: there the status alone tells. */
async function applicationOperation(look: Look, key: { ApplicationName: unknown; OperationId: string | undefined }) {
  if (key.OperationId === undefined) return undefined
  try {
    return (await look('DescribeApplicationOperation', key)).ApplicationOperationInfoDetails
  } catch (error) {
    if (error instanceof UnsupportedOperationException) return undefined
    throw error
  }
}

const applicationSnapshot: LookOnce = async ({ look, input: { ApplicationName, SnapshotName } }) => {
  const output = await look('DescribeApplicationSnapshot', { ApplicationName, SnapshotName })
  const { SnapshotStatus } = output.SnapshotDetails
  if (SnapshotStatus === 'FAILED') refuseEnded(SnapshotStatus, { operation: 'CreateApplicationSnapshot' })
  return SnapshotStatus === 'READY' ? { as: 'DescribeApplicationSnapshot', output } : undefined
}

const snapshot: LookOnce = async ({ look, input: { SnapshotName }, output: { SnapshotOperationId } }) => {
  const { SnapshotOperationInfoDetails } = await look('DescribeSnapshotOperation', {
    SnapshotName,
    SnapshotOperationId,
  })
  const { SnapshotOperation, SnapshotOperationStatus, SnapshotOperationFailureDetails } = SnapshotOperationInfoDetails
  if (SnapshotOperationStatus === 'FAILED' || SnapshotOperationStatus === 'CANCELLED') {
    refuseEnded(SnapshotOperationStatus, {
      operation: SnapshotOperation,
      operationId: SnapshotOperationId,
      cause: SnapshotOperationFailureDetails?.ErrorInfo?.ErrorString,
    })
  }
  if (SnapshotOperationStatus !== 'SUCCESSFUL') return undefined
  return { as: 'DescribeSnapshot', output: await look('DescribeSnapshot', { SnapshotName }) }
}

const looks: Readonly<Record<WaitSubject, LookOnce>> = { application, applicationSnapshot, snapshot }

/** A cancelled operation met another one (409); a failed one cannot be done as things are (422). */
function refuseEnded(
  operationStatus: 'FAILED' | 'CANCELLED',
  {
    cause,
    ...operation
  }: { operation?: string | undefined; operationId?: string | undefined; cause?: string | undefined },
): never {
  throw operationFailed({
    status: operationStatus === 'FAILED' ? 422 : 409,
    message: cause ?? `${operation.operation ?? 'The operation'} ended ${operationStatus}.`,
    operationStatus,
    ...operation,
  })
}
