/** A file of a savepoint that its metadata names. */
export interface NamedFile {
  readonly name: string
  readonly size: number
}

const magic = 0x4960672d
/** Flink 1.20 reads 2 to 4, Flink 2 up to 6. */
const versions = { oldest: 2, newest: 6 }

/** Why bytes are not the beginning of a savepoint's `_metadata` that the Flinks we run can read; undefined when they are. */
export const metadataFault = (head: Buffer): string | undefined => {
  if (head.length < 8) return 'its _metadata is cut off'
  if (head.readInt32BE(0) !== magic) return "its _metadata is not one of Flink's"
  const version = head.readInt32BE(4)
  if (version < versions.oldest || version > versions.newest) {
    return `its _metadata has version ${String(version)}, which is not supported`
  }
  return undefined
}

/** How Flink writes a file of the savepoint's own directory: a mark, a length and a name (of 36 characters), then its size. */
const relativeFile = 6
const nameLength = 36
/** An incremental state, as Flink writes it: one of these marks, the checkpoint's number in eight bytes, then a backend's name, of 36 too. */
const incrementalStates: readonly (number | undefined)[] = [5, 11]
const nameForm = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** How Flink writes a file elsewhere: a mark, its size, then the URI with its length before it. */
const absoluteFile = 2
const sharedForm = /\/(?:shared|taskowned)\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/

/**
 * The files beside a checkpoint's directory (`shared/…`, `taskowned/…`) that its metadata names, which incremental checkpoints of one job
 * have in common. Found by their form, as `namedFiles`.
 */
export const sharedFiles = (metadata: Buffer): readonly NamedFile[] => {
  const found = new Map<string, NamedFile>()
  for (const folder of ['/shared/', '/taskowned/']) {
    for (let at = metadata.indexOf(folder); at >= 0; at = metadata.indexOf(folder, at + 1)) {
      const end = at + folder.length + nameLength
      const begin = uriBefore(metadata, at, end)
      if (begin === undefined) continue
      const name = sharedForm.exec(metadata.toString('latin1', at, end))
      if (name === null) continue
      found.set(name[0], { name: name[0].slice(1), size: Number(metadata.readBigInt64BE(begin - 10)) })
    }
  }
  return [...found.values()]
}

/** Where the URI begins that ends at `end`: behind two bytes that say its length, eight of a size, and the mark. */
const uriBefore = (metadata: Buffer, at: number, end: number): number | undefined => {
  for (let begin = at; begin >= Math.max(11, end - 4096); begin -= 1) {
    if (metadata.readUInt16BE(begin - 2) === end - begin && metadata[begin - 11] === absoluteFile) return begin
  }
  return undefined
}

/**
 * The files of its own directory that a savepoint's metadata names. They are found by their form, not by reading all of the
 * metadata, which holds state of any kind: so these are files that must be there, not all that may. Two things that have the form
 * are none: the name of a backend behind the number of a checkpoint that ends with the mark, 6 or 262 say, and the name of a
 * state behind a last byte of data that looks like the mark. Behind that name nothing but zeros follows, and Flink writes no empty file.
 */
export const namedFiles = (metadata: Buffer): readonly NamedFile[] => {
  const found = new Map<string, NamedFile>()
  const mark = Buffer.from([relativeFile, 0, nameLength])
  for (let at = metadata.indexOf(mark); at >= 0; at = metadata.indexOf(mark, at + 1)) {
    const begin = at + mark.length
    const end = begin + nameLength
    const name = metadata.toString('latin1', begin, end)
    if (!nameForm.test(name) || end + 8 > metadata.length || endsCheckpointNumber(metadata, at)) continue
    const size = Number(metadata.readBigInt64BE(end))
    if (size > 0) found.set(name, { name, size })
  }
  return [...found.values()]
}

/** Whether the byte at this place is the last one of a checkpoint's number; none is so high that its first half is used. */
const endsCheckpointNumber = (metadata: Buffer, at: number): boolean =>
  at >= 8 && incrementalStates.includes(metadata[at - 8]) && metadata.readUInt32BE(at - 7) === 0
