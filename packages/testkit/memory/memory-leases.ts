import type { Clock, Lease, LeaseRepository } from '@weir/domain'
import type { Access, Tables } from './memory-tables.ts'

export function memoryLeases({ access, clock }: { access: Access; clock: Clock }): LeaseRepository {
  return {
    claim: (applicationId, owner, ttlMs) =>
      access.write((tables) => {
        if (!tables.applications.has(applicationId)) return undefined
        const now = clock.now().getTime()
        const row = tables.leases.get(applicationId)
        if (row && row.owner !== owner && row.expiresAt > now) return undefined
        const epoch = row?.owner === owner ? row.epoch : (row?.epoch ?? 0) + 1
        tables.leases.set(applicationId, { owner, epoch, expiresAt: now + ttlMs })
        return { applicationId, owner, epoch, expiresAt: new Date(now + ttlMs) }
      }),
    renew: (leases, ttlMs) =>
      access.write((tables) => {
        const now = clock.now().getTime()
        return leases
          .filter((lease) => isHeld(tables, lease, clock))
          .map((lease) => {
            const { applicationId, owner, epoch } = lease
            tables.leases.set(applicationId, { owner, epoch, expiresAt: now + ttlMs })
            return { applicationId, owner, epoch, expiresAt: new Date(now + ttlMs) }
          })
      }),
    release: (lease) =>
      access.write((tables) => {
        const row = tables.leases.get(lease.applicationId)
        if (row?.owner !== lease.owner || row.epoch !== lease.epoch) return
        tables.leases.set(lease.applicationId, { owner: undefined, epoch: lease.epoch, expiresAt: 0 })
      }),
    holder: (applicationId) =>
      access.read((tables) => {
        const row = tables.leases.get(applicationId)
        return row && row.expiresAt > clock.now().getTime() ? row.owner : undefined
      }),
  }
}

export function isHeld(tables: Tables, lease: Lease, clock: Clock): boolean {
  const row = tables.leases.get(lease.applicationId)
  return row?.owner === lease.owner && row.epoch === lease.epoch && row.expiresAt > clock.now().getTime()
}
