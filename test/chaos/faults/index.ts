import type { Fault } from './fault.ts'
import { fillDisk } from './fill-disk.ts'
import { hangJobManager, killJobManager, killTaskManager } from './kill-flink.ts'
import { killApi, killWorker } from './kill-weir.ts'
import { loseHost, loseWorker, partitionHost, partitionNetwork, pauseWorker } from './lose-host.ts'
import { doubleWakeUps, flushRedis, killRedis, resetPostgres, restartPostgres, s3Faults, stallRedis } from './parts.ts'

export const faults: readonly Fault[] = [
  killWorker,
  killApi,
  killJobManager,
  killTaskManager,
  hangJobManager,
  loseHost,
  loseWorker,
  partitionHost,
  partitionNetwork,
  pauseWorker,
  restartPostgres,
  resetPostgres,
  flushRedis,
  killRedis,
  stallRedis,
  ...s3Faults,
  doubleWakeUps,
  fillDisk,
]
