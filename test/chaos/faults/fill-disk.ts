import { appendFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { filler, megabytes } from '../small-disk.ts'
import { NotPossibleHere } from '../not-possible-here.ts'
import type { Fault } from './fault.ts'

/** The disk of the worker that has the application is full for some seconds. */
export const fillDisk: Fault = {
  kind: 'full-disk',
  rounds: 2,
  slow: true,
  inflict: async ({ fleet, random, target }) => {
    if (!fleet.smallDisks)
      throw new NotPossibleHere('no file system can be mounted here: that needs root and CAP_SYS_ADMIN')
    const { weir } = (await target.host()) ?? random.pick(fleet.workers)
    const file = join(weir.dataDir, filler)
    try {
      const piece = Buffer.alloc(1024 * 1024)
      for (let n = 0; n < 2 * megabytes; n += 1) appendFileSync(file, piece)
      throw new Error('the disk was not full')
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
      await pause(random.between(5_000, 15_000))
    } finally {
      rmSync(file, { force: true })
    }
  },
}
