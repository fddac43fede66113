import type { Clock, LogDestination, LoggedDeployment, Logger, RoleResolver, Sleeper, Store } from '@weir/domain'
import { type ApplicationLogs, LogDeliveryError } from '@weir/domain'
import { type Keeper, startKeeper } from './keeper.ts'

/** One call of PutLogEvents, and a bound for the memory of a round. */
const batch = { records: 10_000, bytes: 900_000 }
const everyMs = 2_000
const tidyEveryMs = 60_000
const backOff = { firstMs: 5_000, capMs: 300_000 }

export interface LogKeeperDeps {
  readonly logs: ApplicationLogs
  readonly destination: LogDestination
  readonly store: Pick<Store, 'applications' | 'versions' | 'transaction'>
  readonly roles: RoleResolver
  readonly clock: Clock
  readonly sleeper: Sleeper
  readonly logger: Logger
}

/** Delivers what the applications of this host log to where their logging option says, and keeps logs within their bounds. */
export const startLogKeeper = (deps: LogKeeperDeps): Keeper => {
  const round = createLogRound(deps)
  return startKeeper({ name: 'application logs', everyMs, round, sleeper: deps.sleeper, logger: deps.logger })
}

interface Trouble {
  readonly again: number
  readonly pauseMs: number
}

/** One round: everything that is there to deliver. Where a deployment stands is kept beside its log, so a death anywhere repeats a batch. */
export const createLogRound = ({ logs, destination, store, roles, clock, logger }: LogKeeperDeps) => {
  const targets = new Map<string, Target | undefined>()
  const troubles = new Map<string, Trouble>()
  /** Ended deployments with nothing left; they never log again. */
  const done = new Set<string>()
  let tidiedAt = -Infinity

  const targetOf = async (deployment: LoggedDeployment): Promise<Target | undefined> => {
    const { deploymentId, applicationId, versionId } = deployment
    if (targets.has(deploymentId)) return targets.get(deploymentId)
    const spec = (await store.versions.find(applicationId, versionId))?.spec
    const [option] = spec?.loggingOptions ?? []
    const target =
      spec === undefined || option === undefined
        ? undefined
        : { logStreamArn: option.logStreamArn, roleArn: spec.serviceExecutionRole }
    targets.set(deploymentId, target)
    return target
  }

  const deliver = async (deployment: LoggedDeployment, target: Target, signal: AbortSignal): Promise<boolean> => {
    const application = await store.applications.findById(deployment.applicationId)
    const access = application && (await roles.resolve(target.roleArn, application))
    if (access === undefined) throw new LogDeliveryError('refused', `The role ${target.roleArn} cannot be assumed.`)
    if (!destination.hasEndpoint(access)) return true
    for (;;) {
      const { records, mark, last } = await logs.take(deployment.deploymentId, batch)
      if (records.length > 0) {
        await destination.put({ logStreamArn: target.logStreamArn, access }, records)
        // Died in between: the batch is put again.
        await logs.acknowledge(deployment.deploymentId, mark)
      }
      if (last || signal.aborted) return records.length === 0
    }
  }

  const stumble = async (deployment: LoggedDeployment, target: Target, error: LogDeliveryError): Promise<void> => {
    const { applicationId, deploymentId } = deployment
    const before = troubles.get(applicationId)
    const pauseMs = Math.min((before?.pauseMs ?? backOff.firstMs / 2) * 2, backOff.capMs)
    troubles.set(applicationId, { again: clock.now().getTime() + pauseMs, pauseMs })
    const { logStreamArn } = target
    logger.warn({ err: error, applicationId, deploymentId, logStreamArn }, 'logs cannot be delivered')
    if (before !== undefined) return
    const message = `Logs cannot be delivered to ${logStreamArn}: ${error.message}`
    await store.transaction((tx) =>
      tx.events.add({
        applicationId,
        deploymentId,
        at: clock.now(),
        kind: 'deployment',
        message,
        detail: { logStreamArn },
      }),
    )
  }

  return async (signal: AbortSignal): Promise<void> => {
    const all = await logs.deployments()
    const here = new Set(all.map(({ deploymentId }) => deploymentId))
    for (const gone of [...targets.keys()].filter((id) => !here.has(id))) targets.delete(gone)
    for (const gone of [...done].filter((id) => !here.has(id))) done.delete(gone)
    const newest = new Map(all.map((each) => [each.applicationId, each.deploymentId]))
    for (const deployment of all) {
      const { applicationId, deploymentId } = deployment
      if (signal.aborted) return
      if (done.has(deploymentId) || (troubles.get(applicationId)?.again ?? 0) > clock.now().getTime()) continue
      const target = await targetOf(deployment)
      try {
        const nothing = target === undefined || (await deliver(deployment, target, signal))
        if (nothing && newest.get(applicationId) !== deploymentId) done.add(deploymentId)
        if (target !== undefined) troubles.delete(applicationId)
      } catch (error) {
        if (!(error instanceof LogDeliveryError) || target === undefined) throw error
        await stumble(deployment, target, error)
      }
    }
    if (clock.now().getTime() - tidiedAt < tidyEveryMs) return
    tidiedAt = clock.now().getTime()
    await logs.tidy(clock.now())
  }
}

interface Target {
  readonly logStreamArn: string
  readonly roleArn: string
}
