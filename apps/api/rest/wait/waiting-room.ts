import { ThrottlingException } from '@weir/service-model'

/** A place of one waiting request; `signal` says when it has waited long enough, for whatever reason. */
export interface Place {
  readonly signal: AbortSignal
  /** Ends the waiting. */
  end(): void
  /** Gives the place back; again is harmless. */
  leave(): void
}

/** Where requests wait, so many of an account at a time: each holds a connection and looks again and again. */
export interface WaitingRoom {
  /** @throws ThrottlingException when the account has no place left. */
  enter(accountId: string): Place
  /** Sends everybody off: a service that drains must not wait for those who wait. */
  close(): void
}

/** Places are this process's own; a place that is asked for beyond the number is refused as throttled. */
export function createWaitingRoom({ perAccount }: { perAccount: number }): WaitingRoom {
  const waiting = new Map<string, Set<AbortController>>()
  return {
    enter(accountId) {
      const others = waiting.get(accountId) ?? new Set()
      if (others.size >= perAccount) {
        throw new ThrottlingException(`${perAccount} requests of this account are waiting already.`)
      }
      const place = new AbortController()
      waiting.set(accountId, others.add(place))
      return {
        signal: place.signal,
        end: () => {
          place.abort()
        },
        leave: () => {
          if (others.delete(place) && others.size === 0) waiting.delete(accountId)
        },
      }
    },
    close: () => {
      for (const places of waiting.values()) for (const place of places) place.abort()
    },
  }
}
