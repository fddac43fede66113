import { execFileSync } from 'node:child_process'
import { cpSync, existsSync } from 'node:fs'
import { basename } from 'node:path'
import { NotPossibleHere } from './not-possible-here.ts'

/** Room for the data directory of one worker: logs, code, and what Flink keeps while it runs. */
export const megabytes = 600
/** What fills it. */
export const filler = 'filler'

export interface SmallDisk {
  /** Takes the disk away; what was on it is kept beside it, where somebody will want to read it. */
  remove(how: { keep: boolean }): void
}

/** Puts a small file system of its own under a data directory, before its worker starts. */
export function makeSmallDisk(dataDir: string): SmallDisk {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'weir-chaos', dataDir], { stdio: 'ignore' })
  } catch {
    throw new NotPossibleHere('no file system can be mounted here: that needs root and CAP_SYS_ADMIN')
  }
  return {
    remove: ({ keep }) => {
      if (keep && existsSync(dataDir)) {
        const filter = (file: string): boolean => basename(file) !== filler
        cpSync(dataDir, `${dataDir}-kept`, { recursive: true, filter, verbatimSymlinks: true })
      }
      execFileSync('umount', ['-l', dataDir], { stdio: 'ignore' })
    },
  }
}
