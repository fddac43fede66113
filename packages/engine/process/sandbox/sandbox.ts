/** Puts a command into its own view of the machine. */
export interface Sandbox {
  readonly kind: 'bubblewrap' | 'unshare'
  wrap(command: readonly string[], view: SandboxView): readonly string[]
}

/** What the processes of one cluster may see beside the system's own read-only parts. Absolute paths. */
export interface SandboxView {
  readonly readOnly: readonly string[]
  readonly readWrite: readonly string[]
  /** Appears as /tmp. */
  readonly tmp: string
  /** Appears as /etc/flink/application_properties.json. */
  readonly applicationProperties: string
  readonly cwd: string
}

export const PROPERTIES_PATH = '/etc/flink/application_properties.json'
