import { EngineError } from '@weir/domain'
import { type Entry, getFileNameLowLevel } from 'yauzl'
import type { ArchiveLimits } from './archive-limits.ts'

/** An entry that obeys the rules. */
export interface ArchiveEntry {
  /** Segments of its path; none is empty, `.` or `..`. */
  readonly path: readonly string[]
  readonly isDirectory: boolean
  readonly isExecutable: boolean
}

const ENCRYPTED = 0x1
const STRONGLY_ENCRYPTED = 0x40
const UNIX = 3
const KIND = 0o170000
const kinds: Readonly<Record<number, string>> = {
  0o120000: 'a symbolic link',
  0o010000: 'a named pipe',
  0o020000: 'a device',
  0o060000: 'a device',
  0o140000: 'a socket',
}

/** Holds the words of an entry (of an archive opened without `decodeStrings`) against the rules; throws EngineError `configuration` with the rule it breaks. */
export function readArchiveEntry(entry: Entry, limits: ArchiveLimits): ArchiveEntry {
  const name = getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, true)
  const shown = showName(name)
  if ((entry.generalPurposeBitFlag & (ENCRYPTED | STRONGLY_ENCRYPTED)) !== 0) {
    throw refusal(`${shown} is encrypted; an archive must be readable without a password`)
  }
  if (entry.compressionMethod !== 0 && entry.compressionMethod !== 8) {
    throw refusal(
      `${shown} is compressed by method ${entry.compressionMethod}; only stored and deflated files are read`,
    )
  }
  if (Buffer.byteLength(name) > limits.nameBytes) {
    throw refusal(`${shown} has a path of more than ${limits.nameBytes} bytes`)
  }
  // They deceive whoever reads a log of it.
  if (/[\u0000-\u001f\u007f]/.test(name)) throw refusal(`${shown} has a control character in its name`)
  if (name.includes('\\')) throw refusal(`${shown} has a backslash in its path`)
  if (name.startsWith('/') || /^[A-Za-z]:/.test(name)) throw refusal(`${shown} is an absolute path`)
  const isDirectory = name.endsWith('/')
  const path = (isDirectory ? name.slice(0, -1) : name).split('/')
  if (path.some((segment) => segment === '..')) throw refusal(`${shown} leads out of the archive`)
  if (path.some((segment) => segment === '' || segment === '.')) throw refusal(`${shown} is not a plain path`)
  if (path.length > limits.depth) throw refusal(`${shown} lies deeper than ${limits.depth} folders`)
  const mode = entry.versionMadeBy >>> 8 === UNIX ? entry.externalFileAttributes >>> 16 : 0
  const special = kinds[mode & KIND]
  if (special !== undefined) throw refusal(`${shown} is ${special}; only files and folders are unpacked`)
  if (entry.uncompressedSize > limits.fileBytes) {
    throw refusal(`${shown} is larger than ${inMegabytes(limits.fileBytes)}`)
  }
  return { path, isDirectory, isExecutable: (mode & 0o111) !== 0 }
}

/** The user's to mend: it ends the start and stands in ErrorString. */
export const refusal = (rule: string, cause?: unknown): EngineError =>
  new EngineError('configuration', `The application's archive is refused: ${rule}.`, { cause })

export const inMegabytes = (bytes: number): string => `${Math.floor(bytes / 1024 / 1024)} MB`

/** Short and printable: a name is the attacker's text. */
const showName = (name: string): string => JSON.stringify(name.length > 80 ? `${name.slice(0, 80)}…` : name)
