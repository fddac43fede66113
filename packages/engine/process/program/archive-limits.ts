/** How much an archive of an application may hold. What is beyond it is an attack on the worker, or a mistake. */
export interface ArchiveLimits {
  /** The archive itself. */
  readonly archiveBytes: number
  /** All files together, unpacked. */
  readonly totalBytes: number
  /** One file, unpacked. */
  readonly fileBytes: number
  readonly entries: number
  /** Folders above a file. */
  readonly depth: number
  /** Of one path, in UTF-8. */
  readonly nameBytes: number
}

const MB = 1024 * 1024

/** AWS takes code of up to 512 MB. Python environments unpack to some gigabytes and tens of thousands of files. */
export const defaultArchiveLimits: ArchiveLimits = {
  archiveBytes: 512 * MB,
  totalBytes: 4_096 * MB,
  fileBytes: 2_048 * MB,
  entries: 100_000,
  depth: 32,
  nameBytes: 1_024,
}
