import { access, readdir, rm } from 'node:fs/promises'
import { randomBytes } from 'node:crypto'
import { type DeploymentRequest, EngineError, type Logger } from '@weir/domain'
import type { RuntimeEnvironment } from '@weir/service-model'
import type { RuntimeHome } from '../../runtimes/runtime-home.ts'
import { clusterLayout } from '../cluster-layout.ts'
import { renewLease } from '../processes/lease.ts'
import { isPython } from '../program/program.ts'
import { listMarkedProcesses } from '../processes/process-table.ts'
import { killMember } from '../processes/processes.ts'
import { workerIsRoot } from '../sandbox/cluster-user.ts'
import { claimMember } from './claim-member.ts'
import { claimOf, forgetClaim, isMember, isMemberOf, listClaims, memberName } from './claims.ts'
import { MEMBER_COMPONENTS } from './member-layout.ts'
import { type MemberInput, prepareMember } from './prepare-member.ts'

/** How many warm clusters of each runtime wait. */
export type PoolSizes = Readonly<Partial<Record<RuntimeEnvironment, number>>>

/** How many wait, and when they are made and replaced. */
export interface PoolSettings {
  readonly sizes: PoolSizes
  /** After a start the machine belongs to applications for so long. */
  readonly pauseMs: number
  /** A member that nobody wanted for so long is replaced by a new one. */
  readonly keepMs: number
}

/** Who wants a member, and until when its processes may live. */
export interface ClaimInput {
  readonly clustersDir: string
  readonly request: DeploymentRequest
  readonly runtime: RuntimeHome
  readonly launcherJar: string
  readonly leaseUntil: Date
}

/** Clusters that are started before anybody wants them; each serves one deployment and no other. */
export interface WarmPool {
  /** Of a `file:` state root. */
  readonly stateRoot?: string | undefined
  /** The member that the deployment has, or gets now. */
  claim(input: ClaimInput): Promise<string | undefined>
  /** A member that was claimed could not serve. */
  failed(error: unknown): void
  /** Renews leases, ends what is old or was left by another worker, and begins to prepare what is missing. */
  keep(): Promise<void>
  /** Ends all that wait. */
  end(): Promise<void>
  /** Nobody else writes leases meanwhile. */
  exclusively<T>(work: () => Promise<T>): Promise<T>
}

interface Member {
  readonly name: string
  readonly runtimeHome: string
  readonly launcherJar: string
  readonly readyAt: number
}

/** A worker that is gone renews nothing: its members end so soon. */
const LEASE_MS = 30_000

/**
 * Clusters that were started before anybody wanted them. Each serves one deployment: whoever writes the claim has it for ever, and its
 * processes, its user, its keys and its sandbox serve nobody else, before or after.
 */
export function createWarmPool({
  settings,
  stateRoot,
  parts,
  now,
  logger,
}: {
  settings: PoolSettings
  stateRoot: string | undefined
  /** All that a member of the runtime is made with. */
  parts: (runtime: RuntimeEnvironment) => Promise<Omit<MemberInput, 'stateRoot'>>
  now: () => number
  logger: Logger
}): WarmPool {
  const keeper = randomBytes(4).toString('hex')
  let ready: readonly Member[] = []
  let preparing: string | undefined
  let swept = false
  let notBefore = 0
  let stateFailed = false
  let over = false
  const locked = createLock()
  const without = (name: string): void => {
    ready = ready.filter((member) => member.name !== name)
  }
  const sizes = Object.entries(settings.sizes) as readonly (readonly [RuntimeEnvironment, number])[]

  const end = async (clustersDir: string, name: string): Promise<void> => {
    await killMember(clustersDir, name)
    // Claimed at the last moment: then it is a deployment's, which ends it.
    if ((await claimOf(clustersDir, name)) !== undefined) return
    await rm(clusterLayout(clustersDir, name).directory, { recursive: true, force: true, maxRetries: 3 })
  }

  const prepare = async (runtime: RuntimeEnvironment): Promise<void> => {
    const name = memberName(keeper)
    preparing = name
    const input = { ...(await parts(runtime)), stateRoot }
    try {
      if (input.sandbox.kind !== 'bubblewrap') return
      await prepareMember(input, name, new Date(now() + LEASE_MS))
      const { runtime: home, launcherJar } = input
      if (over) throw new Error('The worker stops.')
      ready = [...ready, { name, runtimeHome: home.home, launcherJar, readyAt: now() }]
      logger.info({ runtime, member: name }, 'a warm cluster is ready')
    } catch (error) {
      notBefore = now() + 60_000
      if (!over) logger.warn({ err: error, runtime }, 'a warm cluster could not be prepared; starts are slower')
      await end(input.clustersDir, name)
    } finally {
      preparing = undefined
    }
  }

  const refill = async (): Promise<void> => {
    if (over || preparing !== undefined || now() < notBefore) return
    for (const [runtime, size] of sizes) {
      const { runtime: home } = await parts(runtime)
      if (ready.filter((member) => member.runtimeHome === home.home).length >= size) continue
      prepare(runtime).catch((error: unknown) => {
        logger.warn({ err: error, runtime }, 'a warm cluster that could not be prepared is left')
      })
      return
    }
  }

  return {
    stateRoot,
    failed: (error) => {
      // Not the member, but how the state is shown to it.
      stateFailed ||= !(error instanceof EngineError)
      logger.warn(
        { err: error },
        'a warm cluster could not take its application, which starts without; so do others with such state',
      )
    },
    exclusively: locked,
    claim: async (input) => {
      const { clustersDir, request, runtime, launcherJar, leaseUntil } = input
      // Whoever starts has the machine to himself for a moment.
      notBefore = Math.max(notBefore, now() + settings.pauseMs)
      if (isPython(request)) return undefined
      const isFile = request.stateUri.startsWith('file:')
      const isBelow = stateRoot !== undefined && request.stateUri.startsWith(`file:${stateRoot}/`)
      const fits = !isFile || (workerIsRoot() && isBelow && !stateFailed)
      const next = (): string | undefined => {
        const member = ready.find((each) => each.runtimeHome === runtime.home && each.launcherJar === launcherJar)
        if (member === undefined || !fits) return undefined
        without(member.name)
        return member.name
      }
      return locked(() => claimMember({ clustersDir, request, leaseUntil, next }))
    },
    end: async () => {
      over = true
      const names = [...ready.map(({ name }) => name), ...(preparing === undefined ? [] : [preparing])]
      ready = []
      const [first] = sizes
      if (first === undefined || names.length === 0) return
      const { clustersDir } = await parts(first[0])
      for (const name of names) await end(clustersDir, name)
    },
    keep: async () => {
      const [first] = sizes
      if (first === undefined) return
      const { clustersDir } = await parts(first[0])
      if (!swept) await sweep({ clustersDir, keeper, end, logger })
      swept = true
      const until = new Date(now() + LEASE_MS)
      const kept = [...ready.map(({ name }) => name), ...(preparing === undefined ? [] : [preparing])]
      await locked(async () => {
        for (const name of kept) {
          const own = ready.some((member) => member.name === name) || preparing === name
          if (own) await renewLease(clusterLayout(clustersDir, name).lease, until)
        }
      })
      const living = await listMarkedProcesses(clustersDir)
      for (const { name, readyAt } of ready) {
        const own = living.filter(({ deploymentId, isJava }) => deploymentId === name && isJava)
        const whole = own.length >= MEMBER_COMPONENTS.length
        // It may have been taken while we looked.
        if (!ready.some((member) => member.name === name) || (whole && now() - readyAt < settings.keepMs)) continue
        without(name)
        await end(clustersDir, name)
      }
      await refill()
    },
  }
}

/** What another keeper has left: nobody knows whether it is whole, so nobody gets it. And claims whose deployments are forgotten. */
async function sweep({
  clustersDir,
  keeper,
  end,
  logger,
}: {
  clustersDir: string
  keeper: string
  end: (clustersDir: string, name: string) => Promise<void>
  logger: Logger
}): Promise<void> {
  const names = (await readdir(clustersDir)).filter((name) => isMember(name) && !isMemberOf(keeper, name))
  for (const name of names) {
    if ((await claimOf(clustersDir, name)) !== undefined) continue
    logger.info({ member: name }, 'a warm cluster that another worker has left is ended')
    await end(clustersDir, name)
  }
  const living = new Set((await listMarkedProcesses(clustersDir)).map(({ deploymentId }) => deploymentId))
  for (const { memberId, deploymentId } of await listClaims(clustersDir)) {
    const needed = living.has(memberId) || names.includes(memberId)
    const forgotten = await access(clusterLayout(clustersDir, deploymentId).conf).then(
      () => false,
      () => true,
    )
    if (!needed && forgotten) await forgetClaim(clustersDir, memberId)
  }
}

function createLock(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve()
  return (work) => {
    const next = last.then(work, work)
    last = next.catch(() => undefined)
    return next
  }
}
