import type { Clock, Rate } from '@weir/domain'
import { ThrottlingException } from '@weir/service-model'
import { createBuckets } from './buckets.ts'

/** How often which actions may be called. */
export interface RateLimit {
  /** Absent: every account that has no limit of its own. */
  readonly accountId?: string | undefined
  /** The name of an action, with * for any letters. */
  readonly actions: string
  readonly rate: Rate
}

/** Who asks for what. */
export interface CallToThrottle {
  readonly accountId: string
  readonly region: string
  readonly action: string
}

/** Buckets that are kept: accounts × regions × actions, of those that are in use. */
const most = 50_000

/**
 * Counts calls of each account, region and action by themselves, as AWS does; a call takes the limit that names it most closely. The
 * buckets are this process's: with several apis behind one address each gives the rate.
 *
 * @throws ThrottlingException (in the function returned) with the seconds to wait.
 */
export function createThrottle({ limits, clock }: { limits: readonly RateLimit[]; clock: Clock }) {
  if (limits.length === 0) return () => undefined
  const buckets = createBuckets({ clock, most })
  const closest = [...limits].sort((a, b) => closeness(b) - closeness(a))
  const matchers = closest.map(({ actions }) => new RegExp(`^${actions.replaceAll('*', '.*')}$`))
  const found = new Map<string, RateLimit | undefined>()

  const limitOf = ({ accountId, action }: CallToThrottle): RateLimit | undefined =>
    closest.find(
      (limit, index) =>
        (limit.accountId === undefined || limit.accountId === accountId) && matchers[index]?.test(action) === true,
    )

  return (call: CallToThrottle): void => {
    const key = `${call.accountId} ${call.action}`
    if (!found.has(key)) {
      if (found.size > most) found.clear()
      found.set(key, limitOf(call))
    }
    const limit = found.get(key)
    if (limit === undefined) return
    const waitSeconds = buckets.take(`${call.accountId} ${call.region} ${call.action}`, limit.rate)
    if (waitSeconds > 0) throw new ThrottlingException('Rate exceeded', waitSeconds)
  }
}

/** An account's own limit before one for all, a name before a pattern, a longer pattern before a shorter one. */
function closeness({ accountId, actions }: RateLimit): number {
  return (accountId === undefined ? 0 : 1_000_000) + (actions.includes('*') ? 0 : 1_000) + actions.length
}
