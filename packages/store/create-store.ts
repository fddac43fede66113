import { setTimeout as pause } from 'node:timers/promises'
import { PrismaPg } from '@prisma/adapter-pg'
import {
  ClaimLostError,
  type Clock,
  LeaseLostError,
  type Logger,
  type Repositories,
  type SecretBox,
  type Store,
} from '@weir/domain'
import { createApplicationRepository } from './repositories/application-repository.ts'
import { createAuditRepository } from './repositories/audit-repository.ts'
import { takeCensus } from './repositories/census.ts'
import type { Database } from './repositories/columns.ts'
import { isConflict } from './database-errors.ts'
import { createPool } from './database-pool.ts'
import { createDeploymentRepository } from './repositories/deployment-repository.ts'
import { createDiagnosisRepository } from './repositories/diagnosis-repository.ts'
import { createEventRepository } from './repositories/event-repository.ts'
import { createEnhancedSnapshotRepository } from './repositories/enhanced-snapshot-repository.ts'
import { PrismaClient } from './generated/client.ts'
import { createHealthRepository } from './repositories/health-repository.ts'
import { createIdentityRepositories } from './repositories/identity-repositories.ts'
import { createInstallationKeyRepository } from './repositories/installation-key-repository.ts'
import { createLeaseRepository, lockLease } from './repositories/lease-repository.ts'
import { createMetricRepository } from './repositories/metric-repository.ts'
import { createOperationRepository } from './repositories/operation-repository.ts'
import { createOutboxRepository } from './repositories/outbox-repository.ts'
import { createScalingRepository } from './repositories/scaling-repository.ts'
import { createSnapshotClaimRepository, lockClaim } from './repositories/snapshot-claim-repository.ts'
import { createSnapshotOperationRepository } from './repositories/snapshot-operation-repository.ts'
import { createSnapshotRepository } from './repositories/snapshot-repository.ts'
import { createUsageRepository } from './repositories/usage-repository.ts'
import { createVersionRepository } from './repositories/version-repository.ts'
import { createWorkerRepository } from './repositories/worker-repository.ts'

const systemClock: Clock = { now: () => new Date() }
const attempts = 5
const transactionLimits = { isolationLevel: 'ReadCommitted', maxWait: 10_000, timeout: 15_000 } as const

/**
 * The store on Postgres. Connects when first used and again whenever a connection is lost, so it may be made before the
 * database answers (`waitForDatabase`, `applyMigrations`).
 */
export function createStore(options: {
  databaseUrl: string
  /** Seals what must not be readable in the database. */
  secrets: SecretBox
  logger: Logger
  clock?: Clock
  poolSize?: number
}): Store {
  const { databaseUrl, secrets, logger, clock = systemClock, poolSize: size } = options
  const pool = createPool({ databaseUrl, logger, ...(size === undefined ? {} : { size }) })
  // minimal: messages without the values of the query, which may be secrets
  const client = new PrismaClient({ adapter: new PrismaPg(pool), errorFormat: 'minimal' })

  const inTransaction = <T>(work: (transaction: Database) => Promise<T>): Promise<T> =>
    retryConflicts(() => client.$transaction(work, transactionLimits), logger)

  const repositoriesWithin = (transaction: Database): Repositories =>
    createRepositories({ database: transaction, secrets, atomically: (work) => work(transaction) })

  return {
    ...createRepositories({ database: client, secrets, atomically: inTransaction }),
    transaction: (work) => inTransaction((transaction) => work(repositoriesWithin(transaction))),
    fenced: (lease, work) =>
      inTransaction(async (transaction) => {
        if (!(await lockLease(transaction, lease))) {
          throw new LeaseLostError(`${lease.owner} no longer holds the lease of ${lease.applicationId}`)
        }
        return work(repositoriesWithin(transaction))
      }),
    claimed: (claim, work) =>
      inTransaction(async (transaction) => {
        if (!(await lockClaim(transaction, claim))) {
          throw new ClaimLostError(`${claim.owner} no longer carries out operation ${claim.operation.id}`)
        }
        return work(repositoriesWithin(transaction))
      }),
    leases: createLeaseRepository({ database: client, clock }),
    snapshotClaims: createSnapshotClaimRepository(client),
    workers: createWorkerRepository(client),
    installationKeys: createInstallationKeyRepository(client, secrets),
    audit: createAuditRepository(client, inTransaction),
    metrics: createMetricRepository(client),
    census: () => takeCensus(client),
    ping: () => ping(client),
    close: async () => {
      await client.$disconnect()
      await pool.end()
    },
  }
}

function createRepositories({
  database,
  secrets,
  atomically,
}: {
  database: Database
  secrets: SecretBox
  atomically: <T>(work: (transaction: Database) => Promise<T>) => Promise<T>
}): Repositories {
  return {
    applications: createApplicationRepository(database, atomically),
    versions: createVersionRepository(database),
    operations: createOperationRepository(database),
    snapshots: createSnapshotRepository(database),
    deployments: createDeploymentRepository(database),
    outbox: createOutboxRepository(database),
    events: createEventRepository(database),
    scaling: createScalingRepository(database),
    health: createHealthRepository(database),
    diagnoses: createDiagnosisRepository(database),
    identity: createIdentityRepositories(database, secrets),
    enhancedSnapshots: createEnhancedSnapshotRepository(database),
    snapshotOperations: createSnapshotOperationRepository(database),
    usage: createUsageRepository(database),
  }
}

/** Deadlocks and serialization failures have no effect, so the whole transaction is run again. */
async function retryConflicts<T>(run: () => Promise<T>, logger: Logger): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await run()
    } catch (error) {
      if (attempt === attempts || !isConflict(error)) throw error
      logger.debug({ attempt }, 'a transaction met another one and is run again')
      await pause(Math.random() * 20 * attempt) // two that met should not meet again
    }
  }
}

async function ping(client: Database): Promise<void> {
  const late = new AbortController()
  const tooLate = pause(3_000, undefined, { signal: late.signal }).then(() => {
    throw new Error('the database did not answer within 3 s')
  })
  tooLate.catch(() => undefined)
  try {
    await Promise.race([client.$queryRaw`SELECT 1 AS alive`, tooLate])
  } finally {
    late.abort()
  }
}
