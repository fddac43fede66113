import { AsyncLocalStorage } from 'node:async_hooks'
import {
  ClaimLostError,
  type Clock,
  LeaseLostError,
  type OutboxRepository,
  type Repositories,
  type Store,
} from '@weir/domain'
import { memoryApplications, memoryVersions, requireApplication } from './memory-applications.ts'
import { memoryAudit } from './memory-audit.ts'
import { memoryDeployments } from './memory-deployments.ts'
import { memoryDiagnoses, memoryHealth } from './memory-diagnoses.ts'
import { memoryEvents } from './memory-events.ts'
import { memoryCensus, memoryInstallationKeys, memoryWorkers } from './memory-installation.ts'
import { memoryIdentity } from './memory-identity.ts'
import { isHeld, memoryLeases } from './memory-leases.ts'
import { memoryMetrics } from './memory-metrics.ts'
import { memoryOperations } from './memory-operations.ts'
import {
  isClaimed,
  memoryEnhancedSnapshots,
  memorySnapshotClaims,
  memorySnapshotOperations,
} from './memory-enhanced-snapshots.ts'
import { memoryUsage } from './memory-usage.ts'
import { memoryScaling } from './memory-scaling.ts'
import { memorySnapshots } from './memory-snapshots.ts'
import { type Access, copyTables, type Tables } from './memory-tables.ts'

/** The store whose transaction runs. One for all stores: each costs every promise of the process a little, for ever. */
const insideTransaction = new AsyncLocalStorage<object>()

/**
 * A Store that forgets. It passes the same conformance suite as Postgres; transactions run one after another, and one that
 * throws leaves nothing. Writing to the store itself inside a transaction is an error here (in Postgres it would be a
 * second connection, waiting for the first).
 */
export function createMemoryStore({ clock }: { clock: Clock }): Store {
  let committed = copyTables()
  let closed = false
  let last: Promise<unknown> = Promise.resolve()
  let wakeUps = 0
  const nextWakeUp = (): number => ++wakeUps
  const self = {}

  const requireOpen = (): void => {
    if (closed) throw new Error('the store is closed')
  }

  /** Runs `work` on a draft when every writer before it has finished; the draft becomes the state when it succeeds. */
  const exclusively = async <T>(work: (draft: Tables) => Promise<T> | T): Promise<T> => {
    requireOpen()
    if (insideTransaction.getStore() === self) {
      throw new Error('inside a transaction, write through its own repositories')
    }
    const mine = last.then(async () => {
      requireOpen()
      const draft = copyTables(committed)
      const result = await work(draft)
      committed = draft
      return result
    })
    last = mine.catch(() => undefined)
    return mine
  }

  const direct: Access = {
    read: async (look) => {
      requireOpen()
      return look(committed)
    },
    write: exclusively,
  }

  const inTransaction = async <T>(draft: Tables, work: (tx: Repositories) => Promise<T>): Promise<T> => {
    let over = false
    const onDraft = async <R>(use: (tables: Tables) => R): Promise<R> => {
      if (over) throw new Error('this transaction is over')
      return use(draft)
    }
    try {
      return await insideTransaction.run(self, () =>
        work(repositoriesOn({ access: { read: onDraft, write: onDraft }, clock, nextWakeUp })),
      )
    } finally {
      over = true
    }
  }

  return {
    ...repositoriesOn({ access: direct, clock, nextWakeUp }),
    transaction: (work) => exclusively((draft) => inTransaction(draft, work)),
    fenced: (lease, work) =>
      exclusively((draft) => {
        if (!isHeld(draft, lease, clock)) throw new LeaseLostError(`lease of ${lease.applicationId} is lost`)
        return inTransaction(draft, work)
      }),
    claimed: (claim, work) =>
      exclusively((draft) => {
        if (!isClaimed(draft, claim, clock)) throw new ClaimLostError(`operation ${claim.operation.id} is lost`)
        return inTransaction(draft, work)
      }),
    leases: memoryLeases({ access: direct, clock }),
    snapshotClaims: memorySnapshotClaims({ access: direct, clock }),
    workers: memoryWorkers({ access: direct, clock }),
    installationKeys: memoryInstallationKeys(direct),
    audit: memoryAudit(requireOpen),
    metrics: memoryMetrics(direct),
    census: () => direct.read((tables) => memoryCensus(tables, clock)),
    ping: async () => {
      requireOpen()
    },
    close: async () => {
      await last
      closed = true
    },
  }
}

interface Means {
  readonly access: Access
  readonly clock: Clock
  /** A number that was never used before, as a sequence gives. */
  readonly nextWakeUp: () => number
}

function repositoriesOn({ access, clock, nextWakeUp }: Means): Repositories {
  return {
    applications: memoryApplications({ access, clock }),
    versions: memoryVersions(access),
    operations: memoryOperations(access),
    snapshots: memorySnapshots(access),
    deployments: memoryDeployments(access),
    outbox: memoryOutbox({ access, nextWakeUp }),
    scaling: memoryScaling(access),
    events: memoryEvents({ access, nextNumber: nextWakeUp }),
    health: memoryHealth(access),
    diagnoses: memoryDiagnoses(access),
    identity: memoryIdentity(access),
    enhancedSnapshots: memoryEnhancedSnapshots(access),
    snapshotOperations: memorySnapshotOperations(access),
    usage: memoryUsage(access),
  }
}

// One entry an application; a new wake-up gets a new number, so that removing the published one does not remove it.
function memoryOutbox({ access, nextWakeUp }: Pick<Means, 'access' | 'nextWakeUp'>): OutboxRepository {
  return {
    add: (applicationId) =>
      access.write((tables) => {
        requireApplication(tables, applicationId)
        tables.outbox.delete(applicationId)
        tables.outbox.set(applicationId, nextWakeUp())
      }),
    pending: (limit) =>
      access.read((tables) =>
        [...tables.outbox].slice(0, limit).map(([applicationId, id]) => ({ id: String(id), applicationId })),
      ),
    remove: (ids) =>
      access.write((tables) => {
        for (const [applicationId, id] of tables.outbox) {
          if (ids.includes(String(id))) tables.outbox.delete(applicationId)
        }
      }),
  }
}
