import type { EnhancedSnapshot, SnapshotClaim, UserPlace } from '@weir/domain'
import { bucketOfArn, ExchangeError, stateLayout, StateMissingError } from '@weir/domain'
import { fail, makeReady, succeed } from './close.ts'
import type { CourierDeps } from './deps.ts'

interface Transfer {
  readonly claim: SnapshotClaim
  readonly snapshot: EnhancedSnapshot
  readonly signal: AbortSignal
}

/** How often a transfer is tried when nobody says that it is hopeless: with the pauses between, some four minutes. */
const mostAttempts = 9

/** ExportSnapshot: the files go to the user's S3 as they are. */
export const exportSavepoint = (deps: CourierDeps, transfer: Transfer): Promise<void> =>
  transferring(deps, transfer, async (place) => {
    const { claim, snapshot, signal } = transfer
    if (snapshot.location === undefined) throw new StateMissingError('the snapshot has no state')
    await deps.exchange.exportTo(place, snapshot.location, signal)
    await succeed(deps, claim)
  })

/** ImportSnapshot: a savepoint of the user's S3 becomes the account's. What a refused one left of itself is removed. */
export const importSavepoint = (deps: CourierDeps, transfer: Transfer): Promise<void> =>
  transferring(deps, transfer, async (place) => {
    const { claim, snapshot, signal } = transfer
    const location = stateLayout.enhancedSnapshot(deps.stateRoot, snapshot.id)
    try {
      const sizeInBytes = await deps.exchange.importFrom(place, location, signal)
      await succeed(deps, claim, (tx) => makeReady(tx, snapshot, { location, sizeInBytes }))
    } catch (error) {
      if (error instanceof ExchangeError) await deps.archive.removePoint(location)
      throw error
    }
  })

const transferring = async (
  deps: CourierDeps,
  { claim, signal }: Transfer,
  work: (place: UserPlace) => Promise<void>,
): Promise<void> => {
  try {
    await work(await userPlace(deps, claim))
  } catch (error) {
    if (error instanceof ExchangeError) await fail(deps, claim, { code: error.code, text: error.message })
    else if (error instanceof StateMissingError)
      await fail(deps, claim, { code: 'SavepointMissing', text: error.message })
    else if (signal.aborted || claim.epoch < mostAttempts) throw error
    else
      await fail(deps, claim, { code: 'TransferFailed', text: error instanceof Error ? error.message : String(error) })
  }
}

const userPlace = async (deps: CourierDeps, { operation }: SnapshotClaim): Promise<UserPlace> => {
  const { transfer } = operation.order
  const bucket = transfer && bucketOfArn(transfer.place.bucketArn)
  if (transfer === undefined || bucket === undefined) throw new ExchangeError('BucketNotFound', 'No bucket is named.')
  const access = await deps.roles.resolve(transfer.roleArn, operation)
  if (access === undefined) {
    throw new ExchangeError('AccessDenied', `The role ${transfer.roleArn} cannot be assumed.`)
  }
  const prefix = (transfer.exportedPrefix ?? transfer.place.keyPrefix).replace(/\/+$/, '')
  return { bucket, prefix, access }
}
