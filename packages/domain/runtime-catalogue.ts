import type { ApplicationMode, CodeContentType, RuntimeEnvironment } from '@weir/service-model'
import { InvalidArgumentException, UnsupportedOperationException } from '@weir/service-model'

/** The kinds of application: they differ in what they are configured with and in what can be done with them. */
export type RuntimeFamily = 'SQL' | 'FLINK' | 'ZEPPELIN'

export interface Runtime {
  readonly family: RuntimeFamily
  /** Flink's minor version. */
  readonly flink: string
  readonly mode: ApplicationMode
  readonly codeContentType: CodeContentType
  /** AWS refuses new applications of it (late 2026); of SQL-1_0 with an answer of its own. */
  readonly deprecated: boolean
  /** Weir can run it. */
  readonly runnable: boolean
}

const flink = (version: string, policy: { deprecated?: boolean; runnable?: boolean } = {}): Runtime => ({
  family: 'FLINK',
  flink: version,
  mode: 'STREAMING',
  codeContentType: 'ZIPFILE',
  deprecated: false,
  runnable: false,
  ...policy,
})

const studio = (version: string, deprecated: boolean): Runtime => ({
  family: 'ZEPPELIN',
  flink: version,
  mode: 'INTERACTIVE',
  codeContentType: 'PLAINTEXT',
  deprecated,
  runnable: false,
})

/** Every value of RuntimeEnvironment. */
export const runtimeCatalogue: Readonly<Record<RuntimeEnvironment, Runtime>> = {
  // Its code is translated for a Flink of our choice.
  'SQL-1_0': {
    family: 'SQL',
    flink: '1.20',
    mode: 'STREAMING',
    codeContentType: 'PLAINTEXT',
    deprecated: false,
    runnable: true,
  },
  'FLINK-1_6': flink('1.6', { deprecated: true }),
  'FLINK-1_8': flink('1.8', { deprecated: true }),
  'FLINK-1_11': flink('1.11', { deprecated: true }),
  'FLINK-1_13': flink('1.13', { deprecated: true }),
  'FLINK-1_15': flink('1.15'),
  'FLINK-1_18': flink('1.18'),
  'FLINK-1_19': flink('1.19'),
  'FLINK-1_20': flink('1.20', { runnable: true }),
  'FLINK-2_2': flink('2.2', { runnable: true }),
  'FLINK-2_3': flink('2.3', { runnable: true }),
  'ZEPPELIN-FLINK-1_0': studio('1.11', true),
  'ZEPPELIN-FLINK-2_0': studio('1.13', true),
  'ZEPPELIN-FLINK-3_0': studio('1.15', false),
}

export const runnableRuntimes = Object.entries(runtimeCatalogue)
  .filter(([, runtime]) => runtime.runnable)
  .map(([name]) => name as RuntimeEnvironment)

/** `refuse`: AWS's policy of today. `allow`: any runtime of the model may be named; only the runnable ones start. */
export type DeprecatedRuntimes = 'refuse' | 'allow'

/** What an installation lets be created. */
export interface CreationPolicy {
  readonly deprecatedRuntimes: DeprecatedRuntimes
  /** AWS lets no SQL-1_0 application be created any more; here they are on unless switched off. */
  readonly sqlApplications: 'on' | 'off'
}

/** A runtime that a new application, or an application's new version, may name. */
export const requireCreatable = (environment: RuntimeEnvironment, policy: CreationPolicy): void => {
  const runtime = runtimeCatalogue[environment]
  if (runtime.family === 'SQL') {
    if (policy.sqlApplications === 'on') return
    throw new UnsupportedOperationException(
      'CreateApplication is not supported for SQL applications in this Region. You can use KDA Studio to build streaming applications with Flink SQL.',
    )
  }
  if (runtime.deprecated && policy.deprecatedRuntimes === 'refuse') {
    throw new InvalidArgumentException(
      `Runtime ${environment} is deprecated. Please choose a valid version from: https://docs.aws.amazon.com/managed-flink/latest/apiv2/API_CreateApplication.html#APIReference-CreateApplication-request-RuntimeEnvironment`,
    )
  }
}

/** Asked when a job is about to run: an application may exist on a runtime that this service cannot run. */
export const requireRunnable = (environment: RuntimeEnvironment): void => {
  const { runnable, family } = runtimeCatalogue[environment]
  if (runnable) return
  // Only Flink applications can be brought to another runtime.
  const advice = family === 'FLINK' ? ' Change it by UpdateApplication with RuntimeEnvironmentUpdate.' : ''
  throw new UnsupportedOperationException(
    `Runtime environment ${environment} cannot be run by this service. Runtime environments that can be run: ${runnableRuntimes.join(', ')}.${advice}`,
  )
}

/** True when `a` has an older Flink than `b`: state goes from older to newer only. */
export const isOlderRuntime = (a: RuntimeEnvironment, b: RuntimeEnvironment): boolean => {
  const [aMajor = 0, aMinor = 0] = flinkVersion(a)
  const [bMajor = 0, bMinor = 0] = flinkVersion(b)
  return aMajor !== bMajor ? aMajor < bMajor : aMinor < bMinor
}

const flinkVersion = (environment: RuntimeEnvironment): number[] =>
  runtimeCatalogue[environment].flink.split('.').map(Number)
