import type { Application } from '../model/application.ts'
import type { Deployment } from '../model/deployment.ts'
import type { Operation } from '../model/operation.ts'

/** A maintenance that failed is not tried again with the same release before that time has passed. */
const againAfterMs = 7 * 24 * 3_600_000

/**
 * The release that a running application is to be brought to now; undefined when it runs the newest, its window is not open, or the
 * last try with that release failed a short while ago.
 */
export const maintenanceDue = ({
  application,
  deployment,
  newest,
  last,
  now,
}: {
  application: Pick<Application, 'maintenanceWindowStart'>
  deployment: Pick<Deployment, 'release'>
  /** The release that a new cluster would get. */
  newest: string
  /** The last maintenance of the application. */
  last: Pick<Operation, 'status' | 'intent' | 'startedAt'> | undefined
  now: Date
}): string | undefined => {
  // A deployment from before releases were noted is left alone: it may run the newest one.
  if (deployment.release === undefined || deployment.release === newest) return undefined
  if (!windowIsOpen(application.maintenanceWindowStart, now)) return undefined
  const failedLately =
    last?.status === 'FAILED' &&
    last.intent.release === newest &&
    now.getTime() - last.startedAt.getTime() < againAfterMs
  return failedLately ? undefined : newest
}

const minutesADay = 24 * 60
/** AWS: the window is eight hours long. */
const windowMinutes = 8 * 60

/** `start`: HH:MM, UTC; the window may pass midnight. */
export const windowIsOpen = (start: string, now: Date): boolean => {
  const [hours = 0, minutes = 0] = start.split(':').map(Number)
  const minute = now.getUTCHours() * 60 + now.getUTCMinutes()
  const since = (minute - (hours * 60 + minutes) + minutesADay) % minutesADay
  return since < windowMinutes
}
