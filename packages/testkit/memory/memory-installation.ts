import type { Clock, InstallationKeyRepository, WorkerRepository } from '@weir/domain'
import type { Access } from './memory-tables.ts'

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
