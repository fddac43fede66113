import type { setting } from './setting.ts'

/** What the environment decides about applications' logs. */
export interface LogConfig {
  /** What the log files of one cluster may take, in bytes. */
  readonly clusterBytes: number
  /** How many ended deployments of an application keep their logs, and how long. */
  readonly keptDeployments: number
  readonly keptMs: number
  /** Where logs are delivered to when the role has no endpoint of its own; absent = only where it has. */
  readonly cloudWatchEndpoint?: string | undefined
}

export const logConfig = (read: ReturnType<typeof setting>): LogConfig => ({
  clusterBytes: read.integer('WEIR_LOG_MB_PER_CLUSTER', { min: 10, max: 1_000_000, fallback: 500 }) * 1_000_000,
  keptDeployments: read.integer('WEIR_LOG_DEPLOYMENTS', { min: 1, max: 1_000, fallback: 10 }),
  keptMs: read.integer('WEIR_LOG_RETENTION_DAYS', { min: 1, max: 3_650, fallback: 7 }) * 86_400_000,
  cloudWatchEndpoint: read.url(
    'WEIR_CLOUDWATCH_LOGS_ENDPOINT',
    ['http:', 'https:'],
    'https://logs.us-east-1.amazonaws.com',
  ),
})
