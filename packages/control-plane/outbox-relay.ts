import type { Dispatch, Logger, Store } from '@weir/domain'

export interface OutboxRelay {
  /**
   * Publishes every wake-up that is waiting. Calls during a run join one further run, so that what was committed before the
   * call is seen. Never throws: what cannot be published stays in the outbox for the next flush (the sweep calls it too).
   */
  flush(): Promise<void>
}

/** Carries wake-ups from the outbox to the dispatch: first published, then removed, so a crash between doubles one. */
export const createOutboxRelay = ({
  store,
  dispatch,
  logger,
}: {
  store: Pick<Store, 'outbox' | 'leases'>
  dispatch: Pick<Dispatch, 'wake'>
  logger: Logger
}): OutboxRelay => {
  let running: Promise<void> | undefined
  let next: Promise<void> | undefined

  const run = async (): Promise<void> => {
    try {
      while (await publishSome({ store, dispatch })) {
        // more may be waiting
      }
    } catch (error) {
      logger.warn({ err: error }, 'wake-ups stay in the outbox')
    }
  }

  const begin = (): Promise<void> => {
    next = undefined
    running = run().finally(() => {
      running = undefined
    })
    return running
  }

  return {
    flush: () => (running === undefined ? begin() : (next ??= running.then(begin))),
  }
}

const batch = 100

/** True when there may be more. */
const publishSome = async ({
  store: { outbox, leases },
  dispatch,
}: {
  store: Pick<Store, 'outbox' | 'leases'>
  dispatch: Pick<Dispatch, 'wake'>
}): Promise<boolean> => {
  const pending = await outbox.pending(batch)
  for (const { id, applicationId } of pending) {
    await dispatch.wake({ applicationId, host: await leases.holder(applicationId) })
    await outbox.remove([id])
  }
  return pending.length === batch
}
