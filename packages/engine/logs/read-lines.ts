import type { FileHandle } from 'node:fs/promises'

/** One line of a file, decoded from UTF-8. */
export interface Line {
  /** Without its end; cut at `longestLine`. */
  readonly text: string
  /** Offset of the first byte behind the line and its end. */
  readonly end: number
}

/** Longer than anything our own layout writes. */
const longestLine = 256 * 1024
const chunkBytes = 64 * 1024

/** The whole lines of a file from an offset on. What has no end yet is still being written, and is not given. */
export async function* readLines(handle: FileHandle, from: number): AsyncGenerator<Line> {
  const chunk = Buffer.alloc(chunkBytes)
  let parts: Buffer[] = []
  let length = 0
  for (let at = from; ;) {
    const { bytesRead } = await handle.read(chunk, 0, chunkBytes, at)
    if (bytesRead === 0) return
    let start = 0
    for (;;) {
      const newline = chunk.indexOf(0x0a, start)
      const stop = newline < 0 || newline >= bytesRead ? bytesRead : newline
      if (length < longestLine) {
        // A copy: the chunk is read into again.
        const part = Buffer.from(chunk.subarray(start, Math.min(stop, start + longestLine - length)))
        parts.push(part)
        length += part.length
      }
      if (stop === bytesRead) break
      yield { text: Buffer.concat(parts).toString('utf8'), end: at + newline + 1 }
      parts = []
      length = 0
      start = newline + 1
    }
    at += bytesRead
  }
}
