import type { FileHandle } from 'node:fs/promises'
import { fingerprint, listLogFiles, type LogFile, openPlainFile } from './log-files.ts'
import { timeOfLine } from './log-line.ts'
import { type Line, readLines } from './read-lines.ts'

/** A place in a component's log: behind a line of the file with that fingerprint. */
export interface LogCursor {
  readonly file: string
  readonly offset: number
}

/** A line, and where to go on behind it. */
export interface PlacedLine extends Line {
  readonly cursor: LogCursor
}

/** Where to begin: behind a cursor, or at a time, or (undefined) at the beginning. */
export type LogStart = { readonly cursor: LogCursor } | { readonly time: number } | undefined

/** Threads write their events as they come to it: a few are late by as much. */
const slackMs = 5_000
/** From here on reading on is quicker than looking for the place. */
const nearBytes = 512 * 1024
/** A file that cannot be had although it is listed is not waited for. */
const mostMisses = 10

/**
 * The lines of one component from `start` on until its present end, over all its files and while they are being rotated. When the file of
 * the cursor is gone, what is left is given from its beginning.
 */
export async function* readComponentLog({
  directory,
  component,
  start,
}: {
  directory: string
  component: string
  start: LogStart
}): AsyncGenerator<PlacedLine> {
  const list = async (): Promise<readonly LogFile[]> => (await listLogFiles(directory)).get(component) ?? []
  let files = await list()
  let index = await firstFile(files, start)
  let begin: LogStart = start
  for (let misses = 0; index < files.length && misses < mostMisses;) {
    const { path, inode } = files[index] ?? { path: '', inode: 0 }
    const handle = await openPlainFile(path)
    try {
      const same = handle !== undefined && (await handle.stat()).ino === inode
      misses = same ? 0 : misses + 1
      const print = same ? await fingerprint(handle) : undefined
      let offset = print === undefined || !same ? 0 : await firstOffset(handle, print, begin)
      for (let complete = false; ; complete = true) {
        if (print !== undefined && same) {
          for await (const line of readLines(handle, offset)) {
            offset = line.end
            yield { ...line, cursor: { file: print, offset } }
          }
        }
        if (complete) break
        files = await list()
        index = files.findIndex((file) => file.inode === inode)
        if (same && index >= 0 && index === files.length - 1) return
        // Another file follows, so this one is complete: once more for what came between its end and the look at the list.
      }
      if (same) begin = undefined
      // Renamed between listing and opening: it has another name now. Removed: it was the oldest, and the next one is.
      if (same || index < 0) index += 1
    } finally {
      await handle?.close()
    }
  }
}

async function firstFile(files: readonly LogFile[], start: LogStart): Promise<number> {
  if (start === undefined) return 0
  let found = 0
  for (const [index, { path }] of files.entries()) {
    const handle = await openPlainFile(path)
    if (handle === undefined) continue
    try {
      if ('cursor' in start) {
        if ((await fingerprint(handle)) === start.cursor.file) return index
      } else {
        const first = await firstTime(handle, 0)
        if (first !== undefined && first < start.time - slackMs) found = index
      }
    } finally {
      await handle.close()
    }
  }
  return found
}

async function firstOffset(handle: FileHandle, print: string, start: LogStart): Promise<number> {
  if (start === undefined) return 0
  if ('cursor' in start) return print === start.cursor.file ? start.cursor.offset : 0
  let low = 0
  let high = (await handle.stat()).size
  while (high - low > nearBytes) {
    const middle = Math.floor((low + high) / 2)
    const time = await firstTime(handle, middle)
    if (time !== undefined && time < start.time - slackMs) low = middle
    else high = middle
  }
  return low === 0 ? 0 : lineAfter(handle, low)
}

/** The time of the first whole line behind an offset that has one. */
async function firstTime(handle: FileHandle, offset: number): Promise<number | undefined> {
  let lines = 0
  for await (const { text } of readLines(handle, offset)) {
    const time = timeOfLine(text)
    if (time !== undefined) return time
    lines += 1
    if (lines > 100) return undefined
  }
  return undefined
}

async function lineAfter(handle: FileHandle, offset: number): Promise<number> {
  for await (const { end } of readLines(handle, offset)) return end
  return offset
}
