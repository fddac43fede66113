import type { DeploymentRequest, LaunchPart, RoleAccess } from '@weir/domain'
import type { ClassArchives } from '../../runtimes/class-archives/class-archives.ts'
import type { PythonHome } from '../../runtimes/python/python-home.ts'
import type { RuntimeHome } from '../../runtimes/runtime-home.ts'
import type { ClusterLayout } from '../cluster-layout.ts'
import type { WarmPool } from '../pool/warm-pool.ts'
import type { ProcessRef } from '../process-ref.ts'
import type { ProcessLimits, Sandbox } from '../sandbox/sandbox.ts'

/** Everything that a launch is made of: what was asked for, what was prepared, and what this host has. */
export interface LaunchInput {
  readonly request: DeploymentRequest
  readonly ref: ProcessRef
  readonly layout: ClusterLayout
  readonly clustersDir: string
  readonly runtime: RuntimeHome
  /** There for Python applications. */
  readonly python?: PythonHome | undefined
  readonly sandbox: Sandbox
  readonly limits: ProcessLimits
  readonly codeFile: string
  readonly java: { readonly program: string; readonly home: string }
  readonly launcherJar: string
  readonly archives?: ClassArchives | undefined
  readonly memory: { readonly taskManagerMemoryMb: number; readonly jobManagerMemoryMb: number }
  readonly stateAccess?: RoleAccess | undefined
  readonly leaseUntil: Date
  /** Warm clusters to take one from. */
  readonly pool?: Pick<WarmPool, 'claim' | 'failed' | 'stateRoot'> | undefined
  /** What all log files of the cluster may take. */
  readonly clusterLogBytes: number
  /** Hears of each part that begins. */
  readonly begins: (part: LaunchPart) => void
  /** Called after each process that was started; the conformance suite lets the worker die here. */
  readonly spawned?: ((component: string) => void) | undefined
}
