import type { ClusterUser } from './cluster-user.ts'

/** Puts a command into its own view of the machine. */
export interface Sandbox {
  readonly kind: 'bubblewrap' | 'unshare' | 'off'
  wrap(command: readonly string[], view: SandboxView): readonly string[]
}

/** What the processes of one cluster may see beside the system's own read-only parts. Absolute paths. */
export interface SandboxView {
  readonly readOnly: readonly string[]
  readonly readWrite: readonly string[]
  /** A directory that appears, read only, as another one. */
  readonly standIn?: { readonly directory: string; readonly appearsAs: string } | undefined
  /** Appears as /tmp. */
  readonly tmp: string
  /** Appears as /etc/flink/application_properties.json. */
  readonly applicationProperties: string
  /** Appear as /etc/passwd and /etc/group. */
  readonly accounts: { readonly passwd: string; readonly group: string }
  /** A file with the program for seccomp, where the machine has one. */
  readonly systemCalls?: string | undefined
  readonly cwd: string
  /** Who the processes are; the worker's own user unless the worker is root. */
  readonly user: ClusterUser
  readonly limits: ProcessLimits
}

/** What the kernel holds each process to. */
export interface ProcessLimits {
  /** Processes and threads in one sandbox. */
  readonly processes: number
  readonly openFiles: number
  /** Bytes of one file. */
  readonly fileBytes: number
}

/** Where AWS puts the file that its library reads the property groups from. */
export const PROPERTIES_PATH = '/etc/flink/application_properties.json'

/** More than a healthy TaskManager ever needs; a fork bomb or a leak of descriptors ends here. */
export const defaultLimits: ProcessLimits = { processes: 4_096, openFiles: 16_384, fileBytes: 64 * 1024 ** 3 }
