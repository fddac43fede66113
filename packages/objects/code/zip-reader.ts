import type { FileHandle } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { RandomAccessReader } from 'yauzl'

const blockBytes = 65_536

/**
 * Reads a zip file for yauzl, which asks for the directory in pieces of some fifty bytes: read as such, that of a large jar
 * takes a second. The block that was read last is kept. Closing the handle is left to who opened it.
 */
export const createZipReader = (handle: FileHandle): RandomAccessReader => new BlockReader(handle)

class BlockReader extends RandomAccessReader {
  readonly #handle: FileHandle
  #start = 0
  #block = Buffer.alloc(0)

  constructor(handle: FileHandle) {
    super()
    this.#handle = handle
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    done: (error: Error | null, bytesRead?: number) => void,
  ): void {
    this.#fill(buffer.subarray(offset, offset + length), position).then(
      (bytesRead) => {
        done(null, bytesRead)
      },
      (error: unknown) => {
        done(error instanceof Error ? error : new Error(String(error)))
      },
    )
  }

  override _readStreamForRange(start: number, end: number): Readable {
    return Readable.from(this.#range(start, end))
  }

  async *#range(start: number, end: number): AsyncGenerator<Buffer> {
    for (let position = start; position < end;) {
      const piece = Buffer.alloc(Math.min(blockBytes, end - position))
      const bytesRead = await this.#fill(piece, position)
      if (bytesRead === 0) return
      yield piece.subarray(0, bytesRead)
      position += bytesRead
    }
  }

  async #fill(target: Buffer, position: number): Promise<number> {
    let filled = 0
    while (filled < target.length) {
      const block = await this.#blockAt(position + filled)
      if (block.length === 0) break
      filled += block.copy(target, filled)
    }
    return filled
  }

  /** What the file has from `position` on, as far as one block reaches; nothing behind its end. */
  async #blockAt(position: number): Promise<Buffer> {
    const within = position - this.#start
    if (within >= 0 && within < this.#block.length) return this.#block.subarray(within)
    const { bytesRead, buffer } = await this.#handle.read(Buffer.alloc(blockBytes), 0, blockBytes, position)
    this.#start = position
    this.#block = buffer.subarray(0, bytesRead)
    return this.#block
  }
}
