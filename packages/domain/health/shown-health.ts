import type { Application } from '../model/application.ts'
import type { Health } from '../model/health.ts'

/**
 * What may be said of an application's health by who has not looked himself: nothing, when it is not meant to run (the loop may not have
 * noted that yet), and nothing, when no worker looks after it.
 */
export function shownHealth(
  { id, status, updatedAt }: Application,
  { stored, isWatched, now }: { stored: Health | undefined; isWatched: boolean; now: Date },
): Health {
  const unknown = (why: string, since: Date): Health => ({ applicationId: id, state: 'UNKNOWN', since, why })
  if (status === 'READY' || status === 'DELETING' || status === 'FORCE_STOPPING' || status === 'ROLLED_BACK') {
    return unknown(`The application is ${status}.`, stored?.state === 'UNKNOWN' ? stored.since : updatedAt)
  }
  if (stored === undefined) return unknown('Nobody has looked at it yet.', updatedAt)
  return isWatched ? stored : unknown('No worker looks after the application at the moment.', now)
}
