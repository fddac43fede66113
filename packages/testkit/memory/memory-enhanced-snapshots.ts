import {
  type Clock,
  DuplicateError,
  type EnhancedSnapshot,
  type EnhancedSnapshotOperation,
  type EnhancedSnapshotRepository,
  type Scope,
  type SnapshotClaim,
  type SnapshotClaimRepository,
  type SnapshotOperationRepository,
  StaleWriteError,
} from '@weir/domain'
import { type Access, byBytes, rowOf, type Tables } from './memory-tables.ts'

export function memoryEnhancedSnapshots(access: Access): EnhancedSnapshotRepository {
  const inScope = (tables: Tables, scope: Scope): EnhancedSnapshot[] =>
    [...tables.enhancedSnapshots.values()].filter((snapshot) => isIn(scope, snapshot))

  return {
    insert: (snapshot) =>
      access.write((tables) => {
        if (inScope(tables, snapshot).some(({ name }) => name === snapshot.name)) {
          throw new DuplicateError(`snapshot ${snapshot.name} exists`)
        }
        tables.enhancedSnapshots.set(snapshot.id, checked(snapshot))
      }),
    save: (snapshot) =>
      access.write((tables) => {
        if (!tables.enhancedSnapshots.has(snapshot.id)) throw new StaleWriteError(`snapshot ${snapshot.name} is gone`)
        tables.enhancedSnapshots.set(snapshot.id, checked(snapshot))
      }),
    find: (scope, name) =>
      access.read((tables) => rowOf(inScope(tables, scope).find((snapshot) => snapshot.name === name))),
    findById: (id) => access.read((tables) => rowOf(tables.enhancedSnapshots.get(id))),
    list: (scope, { after, limit, sourceApplicationName, ...wanted }) =>
      access.read((tables) =>
        inScope(tables, scope)
          .filter(({ source }) => sourceApplicationName === undefined || nameOf(source) === sourceApplicationName)
          .filter(({ initiator }) => wanted.initiator === undefined || initiator === wanted.initiator)
          .filter(
            ({ initiatorOperation }) =>
              wanted.initiatorOperation === undefined || initiatorOperation === wanted.initiatorOperation,
          )
          .filter(({ status }) => wanted.status === undefined || status === wanted.status)
          .filter(({ createdAt, name }) => after === undefined || newestFirst(after, { at: createdAt, id: name }) < 0)
          .sort((a, b) => newestFirst({ at: a.createdAt, id: a.name }, { at: b.createdAt, id: b.name }))
          .slice(0, limit)
          .map(rowOf),
      ),
    count: (scope) => access.read((tables) => inScope(tables, scope).length),
    creatingOf: (applicationId) =>
      access.read((tables) =>
        rowOf(
          [...tables.enhancedSnapshots.values()].find(
            ({ source, status, initiatorOperation }) =>
              source.kind === 'application' &&
              source.applicationId === applicationId &&
              status === 'CREATING' &&
              initiatorOperation === 'CreateSnapshot',
          ),
        ),
      ),
    remove: (id) =>
      access.write((tables) => {
        tables.enhancedSnapshots.delete(id)
      }),
  }
}

const nameOf = (source: EnhancedSnapshot['source']): string | undefined =>
  source.kind === 'application' ? source.name : undefined

// The database's check.
function checked(snapshot: EnhancedSnapshot): EnhancedSnapshot {
  if (snapshot.status === 'READY' && snapshot.location === undefined) {
    throw new Error(`snapshot ${snapshot.name} is READY and has no location`)
  }
  return rowOf(snapshot)
}

const isIn = (scope: Scope, { accountId, region }: Scope): boolean =>
  accountId === scope.accountId && region === scope.region

const newestFirst = (a: { at: Date; id: string }, b: { at: Date; id: string }): number =>
  b.at.getTime() - a.at.getTime() || byBytes(b.id, a.id)

type OperationKey = Pick<EnhancedSnapshotOperation, 'accountId' | 'region' | 'snapshotName' | 'id'>
const keyOf = ({ accountId, region, snapshotName, id }: OperationKey): string =>
  `${accountId} ${region} ${snapshotName} ${id}`

export function memorySnapshotOperations(access: Access): SnapshotOperationRepository {
  return {
    insert: (operation) =>
      access.write((tables) => {
        const another = operation.kind === 'ExportSnapshot' && exporting(tables, operation.snapshotId)
        if (another || tables.snapshotOperations.has(keyOf(operation))) {
          throw new DuplicateError(`operation ${operation.id} exists, or an export is in progress`)
        }
        tables.snapshotOperations.set(keyOf(operation), rowOf(operation))
      }),
    save: (operation) =>
      access.write((tables) => {
        if (!tables.snapshotOperations.has(keyOf(operation))) {
          throw new StaleWriteError(`operation ${operation.id} is gone`)
        }
        tables.snapshotOperations.set(keyOf(operation), rowOf(operation))
      }),
    find: (scope, snapshotName, id) =>
      access.read((tables) => rowOf(tables.snapshotOperations.get(keyOf({ ...scope, snapshotName, id })))),
    list: (scope, snapshotName, { after, limit, kind, status }) =>
      access.read((tables) =>
        [...tables.snapshotOperations.values()]
          .filter((operation) => isIn(scope, operation) && operation.snapshotName === snapshotName)
          .filter((operation) => kind === undefined || operation.kind === kind)
          .filter((operation) => status === undefined || operation.status === status)
          .filter(({ startedAt, id }) => after === undefined || newestFirst(after, { at: startedAt, id }) < 0)
          .sort((a, b) => newestFirst({ at: a.startedAt, id: a.id }, { at: b.startedAt, id: b.id }))
          .slice(0, limit)
          .map(rowOf),
      ),
    exporting: (snapshotId) => access.read((tables) => rowOf(exporting(tables, snapshotId))),
    removeBefore: (moment) =>
      access.write((tables) => {
        for (const [key, { startedAt, status }] of tables.snapshotOperations) {
          if (startedAt >= moment || status === 'IN_PROGRESS') continue
          tables.snapshotOperations.delete(key)
          tables.snapshotClaims.delete(key)
        }
      }),
  }
}

const exporting = (tables: Tables, snapshotId: string): EnhancedSnapshotOperation | undefined =>
  [...tables.snapshotOperations.values()].find(
    (each) => each.snapshotId === snapshotId && each.kind === 'ExportSnapshot' && each.status === 'IN_PROGRESS',
  )

export function memorySnapshotClaims({ access, clock }: { access: Access; clock: Clock }): SnapshotClaimRepository {
  const now = (): number => clock.now().getTime()
  return {
    next: (owner, ttlMs) =>
      access.write((tables) => {
        const [due] = [...tables.snapshotOperations.values()]
          .filter((operation) => (tables.snapshotClaims.get(keyOf(operation))?.until ?? 0) <= now())
          .filter((operation) => isDue(tables, operation))
          .sort((a, b) => a.startedAt.getTime() - b.startedAt.getTime() || byBytes(a.id, b.id))
        if (due === undefined) return undefined
        const epoch = (tables.snapshotClaims.get(keyOf(due))?.epoch ?? 0) + 1
        tables.snapshotClaims.set(keyOf(due), { owner, epoch, until: now() + ttlMs })
        return { operation: rowOf(due), owner, epoch }
      }),
    renew: (claim, ttlMs) =>
      access.write((tables) => {
        if (!isClaimed(tables, claim, clock)) return false
        const { owner, epoch } = claim
        tables.snapshotClaims.set(keyOf(claim.operation), { owner, epoch, until: now() + ttlMs })
        return true
      }),
    postpone: ({ operation, owner, epoch }, ms) =>
      access.write((tables) => {
        const row = tables.snapshotClaims.get(keyOf(operation))
        if (row?.owner !== owner || row.epoch !== epoch) return
        tables.snapshotClaims.set(keyOf(operation), { epoch, until: now() + ms })
      }),
  }
}

function isDue(tables: Tables, { status, kind, snapshotId }: EnhancedSnapshotOperation): boolean {
  if (status !== 'IN_PROGRESS') return false
  const taking = [...tables.snapshots.values()].some(
    (snapshot) => snapshot.enhancedId === snapshotId && snapshot.status === 'CREATING',
  )
  if (taking) return false
  if (kind !== 'DeleteSnapshot') return true
  const location = tables.enhancedSnapshots.get(snapshotId)?.location
  const reading = [...tables.deployments.values()].some(
    ({ restoreSource, state }) => restoreSource !== undefined && restoreSource === location && state === 'planned',
  )
  return !reading && exporting(tables, snapshotId) === undefined
}

export function isClaimed(tables: Tables, { operation, owner, epoch }: SnapshotClaim, clock: Clock): boolean {
  const row = tables.snapshotClaims.get(keyOf(operation))
  const stored = tables.snapshotOperations.get(keyOf(operation))
  return (
    stored?.status === 'IN_PROGRESS' && row?.owner === owner && row.epoch === epoch && row.until > clock.now().getTime()
  )
}
