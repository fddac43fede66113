import { execFileSync } from 'node:child_process'
import { NotPossibleHere } from './not-possible-here.ts'

/** Room for the data directory of one worker: logs, code, and what Flink keeps while it runs. */
export const megabytes = 400

/** Puts a small file system of its own under a data directory, before its worker starts. Undoes it when called again. */
export function makeSmallDisk(dataDir: string): () => void {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'weir-chaos', dataDir], { stdio: 'ignore' })
  } catch {
    throw new NotPossibleHere('no file system can be mounted here: that needs root and CAP_SYS_ADMIN')
  }
  return () => {
    execFileSync('umount', ['-l', dataDir], { stdio: 'ignore' })
  }
}
