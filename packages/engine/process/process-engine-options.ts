import type { Clock, CodeBundle, Logger, RoleAccess } from '@weir/domain'
import type { LogLimits } from '../logs/tidy-logs.ts'
import type { RuntimeRelease } from '../runtimes/catalogue.ts'
import type { ClusterLimits } from './processes/limit-watch.ts'
import type { PoolSettings } from './pool/warm-pool.ts'
import type { PythonSettings } from './python/python-environments.ts'
import type { SandboxMode } from './sandbox/choose-sandbox.ts'
import type { ProcessLimits } from './sandbox/sandbox.ts'

/** What the process engine stands on. Members that are absent have a default, or are not there. */
export interface ProcessEngineOptions {
  /** Clusters live in `<dataDir>/clusters/<deploymentId>`. */
  readonly dataDir: string
  /** Flink is found, or installed at first use, in `<cacheDir>/runtimes`. */
  readonly cacheDir: string
  /** The releases of runtimes to run; absent = those of the catalogue. */
  readonly releases?: readonly RuntimeRelease[] | undefined
  /** Resolves to a local file whose bytes hash to `bundle.sha256`. */
  readonly code: { materialize(bundle: CodeBundle): Promise<string> }
  /** java/runtime's jar. */
  readonly launcherJar: string
  /** Absent = Python applications are refused. */
  readonly python?: PythonSettings | undefined
  /** Program to run Java with. */
  readonly java?: string | undefined
  /** Whether class archives that are missing are made in the background; those that are there are always used. */
  readonly makesClassArchives?: boolean | undefined
  /** Clusters that wait, started, for applications; needs bubblewrap. Absent = none. */
  readonly warmPool?: PoolSettings | undefined
  /** Directory that a `file:` state root is. Without it warm clusters serve state roots in buckets alone. */
  readonly stateRoot?: string | undefined
  readonly taskManagerMemoryMb?: number | undefined
  readonly jobManagerMemoryMb?: number | undefined
  readonly sandbox?: SandboxMode | undefined
  /** What each process is held to. */
  readonly limits?: Partial<ProcessLimits> | undefined
  /** What each cluster may use before it is ended. */
  readonly clusterLimits?: Partial<ClusterLimits> | undefined
  /** Access to an `s3:` state root that is not the applications' own. */
  readonly stateAccess?: RoleAccess | undefined
  readonly clock: Clock
  readonly logger: Logger
  /** Lease of a cluster at launch, when nobody has extended it further; milliseconds. */
  readonly defaultLeaseMs?: number | undefined
  readonly restTimeoutMs?: number | undefined
  readonly spawned?: ((component: string) => void) | undefined
  /** What logs may take, and how long they are kept. */
  readonly logLimits?: Partial<LogLimits> | undefined
}
