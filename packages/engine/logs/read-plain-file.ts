import { openPlainFile } from './log-files.ts'

/** A stack trace of thousands of frames is still less. */
const mostBytes = 4 * 1024 * 1024

/**
 * The text of a small file in a directory that an application can write to: undefined when there is none, or what is there is a link, a
 * pipe or larger than anything of ours.
 */
export async function readPlainFile(path: string, most = mostBytes): Promise<string | undefined> {
  const handle = await openPlainFile(path)
  if (handle === undefined) return undefined
  try {
    const { size } = await handle.stat()
    if (size > most) return undefined
    // No more than that, though it may be growing while it is read.
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(size), 0, size, 0)
    return buffer.toString('utf8', 0, bytesRead)
  } finally {
    await handle.close()
  }
}
