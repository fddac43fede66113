import type { Census, Clock, InstallationKeyRepository, WorkerRepository } from '@weir/domain'
import { type Access, byBytes, type Tables } from './memory-tables.ts'

export function memoryWorkers({ access, clock }: { access: Access; clock: Clock }): WorkerRepository {
  const now = (): number => clock.now().getTime()
  return {
    beat: (host) =>
      access.write(({ workers }) => void workers.set(host, { url: workers.get(host)?.url, heard: now() })),
    announce: (host, url) => access.write(({ workers }) => void workers.set(host, { url, heard: now() })),
    address: (host) => access.read(({ workers }) => workers.get(host)?.url),
    leave: (host) => access.write(({ workers }) => void workers.delete(host)),
    live: (withinMs) =>
      access.read(({ workers }) =>
        [...workers].filter(([, { heard }]) => heard >= now() - withinMs).map(([host]) => host),
      ),
  }
}

export function memoryInstallationKeys(access: Access): InstallationKeyRepository {
  return {
    provide: (name, fresh) =>
      access.write(({ installationKeys }) => {
        if (!installationKeys.has(name)) installationKeys.set(name, fresh)
        return installationKeys.get(name) ?? fresh
      }),
  }
}

export function memoryCensus({ outbox, workers, leases, applications }: Tables, clock: Clock): Census {
  const now = clock.now().getTime()
  const held = (host: string): number =>
    [...leases.values()].filter(({ owner, expiresAt }) => owner === host && expiresAt > now).length
  const statuses = new Map<string, number>()
  for (const { status } of applications.values()) statuses.set(status, (statuses.get(status) ?? 0) + 1)
  return {
    outbox: outbox.size,
    workers: [...workers]
      .sort(([a], [b]) => byBytes(a, b))
      .map(([host, { heard }]) => ({ host, silentSeconds: Math.max(0, now - heard) / 1000, leases: held(host) })),
    applications: [...statuses].sort(([a], [b]) => byBytes(a, b)).map(([status, count]) => ({ status, count })),
  }
}
