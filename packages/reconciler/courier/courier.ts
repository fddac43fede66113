import type { SnapshotClaim } from '@weir/domain'
import { ClaimLostError } from '@weir/domain'
import { carryOut } from './carry-out.ts'
import type { CourierDeps } from './deps.ts'

export interface CourierSettings {
  /** A worker that is silent for so long loses what it carries to another one. */
  readonly claimMs: number
  /** How often Postgres is asked for something to do. */
  readonly pollMs: number
  /** How many operations are carried out at once. */
  readonly lanes: number
  /** Pause after a failure: doubles from the first to the second value. */
  readonly backoffMs: { readonly first: number; readonly cap: number }
  /** How long operations can be looked up, and how often old ones are removed. */
  readonly retentionMs: number
  readonly retentionSweepMs: number
}

const dayMs = 24 * 60 * 60_000

/** Retention is AWS's. */
export const defaultCourierSettings: CourierSettings = {
  claimMs: 30_000,
  pollMs: 1_000,
  lanes: 3,
  backoffMs: { first: 1_000, cap: 60_000 },
  retentionMs: 90 * dayMs,
  retentionSweepMs: 60 * 60_000,
}

export interface Courier {
  start(): void
  /** Lets go of what is being carried, unfinished; the next worker goes on with it. */
  stop(): Promise<void>
}

/** Carries out what enhanced snapshots need that belongs to no application: copying, importing, exporting, deleting. */
export const createCourier = (deps: CourierDeps, settings = defaultCourierSettings): Courier => {
  const halt = new AbortController()
  const background: Promise<void>[] = []

  /** Runs `work` again and again; where it answers false, or fails, after a pause. */
  const repeat = async (pauseMs: number, work: () => Promise<boolean>): Promise<void> => {
    while (!halt.signal.aborted) {
      const more = await work().catch((error: unknown) => {
        deps.logger.warn({ err: error }, 'snapshot courier failed')
        return false
      })
      if (!more) await deps.sleeper.sleep(pauseMs, halt.signal)
    }
  }

  const forget = async (): Promise<boolean> => {
    await deps.store.snapshotOperations.removeBefore(new Date(deps.clock.now().getTime() - settings.retentionMs))
    return false
  }

  return {
    start: () => {
      for (let lane = 0; lane < settings.lanes; lane += 1) {
        background.push(repeat(settings.pollMs, () => deliverNext(deps, settings, halt.signal)))
      }
      background.push(repeat(settings.retentionSweepMs, forget))
    },
    stop: async () => {
      halt.abort()
      await Promise.all(background)
    },
  }
}

/** Claims one operation and carries it out as far as it goes. False when there is nothing to do. */
export const deliverNext = async (
  deps: CourierDeps,
  settings: CourierSettings,
  halt: AbortSignal,
): Promise<boolean> => {
  const claim = await deps.store.snapshotClaims.next(deps.host, settings.claimMs)
  if (claim === undefined) return false
  const lost = new AbortController()
  const over = new AbortController()
  const renewing = keepClaim(deps, { claim, claimMs: settings.claimMs, lost, over: over.signal })
  try {
    await carryOut(deps, claim, AbortSignal.any([halt, lost.signal]))
  } catch (error) {
    await putDown(deps, { claim, error, ms: halt.aborted ? 0 : pauseAfter(claim, settings) })
  } finally {
    over.abort()
    await renewing
  }
  return true
}

const pauseAfter = ({ epoch }: SnapshotClaim, { backoffMs }: CourierSettings): number =>
  Math.min(backoffMs.first * 2 ** Math.min(epoch - 1, 20), backoffMs.cap)

const putDown = async (
  deps: CourierDeps,
  { claim, error, ms }: { claim: SnapshotClaim; error: unknown; ms: number },
): Promise<void> => {
  const { id: operationId, snapshotName: snapshot, kind: operation } = claim.operation
  deps.logger.warn({ operationId, snapshot, operation, err: error, retryInMs: ms }, 'snapshot operation interrupted')
  if (!(error instanceof ClaimLostError)) await deps.store.snapshotClaims.postpone(claim, ms)
}

const keepClaim = async (
  deps: CourierDeps,
  { claim, claimMs, lost, over }: { claim: SnapshotClaim; claimMs: number; lost: AbortController; over: AbortSignal },
): Promise<void> => {
  for (;;) {
    await deps.sleeper.sleep(Math.floor(claimMs / 3), over)
    if (over.aborted) return
    try {
      if (await deps.store.snapshotClaims.renew(claim, claimMs)) continue
      lost.abort()
      return
    } catch (error) {
      // Postgres is away: nothing can be written without the claim, so what is carried meanwhile does no harm.
      deps.logger.warn({ operationId: claim.operation.id, err: error }, 'claim not renewed')
    }
  }
}
