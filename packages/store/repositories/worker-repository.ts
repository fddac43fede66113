import type { WorkerRepository } from '@weir/domain'
import type { Database } from './columns.ts'

export function createWorkerRepository(database: Database): WorkerRepository {
  return {
    beat: async (host) => {
      await database.$executeRaw`
        INSERT INTO workers (host, beaten_at) VALUES (${host}, clock_timestamp())
        ON CONFLICT (host) DO UPDATE SET beaten_at = clock_timestamp()`
    },
    announce: async (host, url) => {
      await database.$executeRaw`
        INSERT INTO workers (host, beaten_at, url) VALUES (${host}, clock_timestamp(), ${url ?? null})
        ON CONFLICT (host) DO UPDATE SET beaten_at = clock_timestamp(), url = EXCLUDED.url`
    },
    address: async (host) => (await database.worker.findUnique({ where: { host } }))?.url ?? undefined,
    leave: async (host) => {
      await database.worker.deleteMany({ where: { host } })
    },
    live: async (withinMs) => {
      const rows = await database.$queryRaw<{ host: string }[]>`
        SELECT host FROM workers
         WHERE beaten_at >= clock_timestamp() - ${withinMs} * interval '1 millisecond' ORDER BY host`
      return rows.map(({ host }) => host)
    },
  }
}
