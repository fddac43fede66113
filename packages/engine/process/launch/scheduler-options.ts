/** As good as for ever; Flink reads no negative durations from a file. */
const NEVER = '365 d'

/**
 * Flink's adaptive scheduler, the one that can change a job's parallelism without a new cluster (batch jobs get another one by
 * themselves). Left to itself it would start a job with fewer slots than wanted, and go on with fewer when a TaskManager is lost: a job here
 * waits for all its slots, as it would under Flink's usual scheduler, because throughput that halves unnoticed is worse than a pause
 * of seconds. A change that we ask for is carried out at once: we have taken a checkpoint just before (rescale.ts).
 *
 * The first four names are of Flink 2, the others the same for 1.20; each version ignores what it does not know.
 */
export const schedulerOptions: Readonly<Record<string, string>> = {
  'jobmanager.scheduler': 'adaptive',
  'jobmanager.adaptive-scheduler.submission.resource-wait-timeout': NEVER,
  'jobmanager.adaptive-scheduler.submission.resource-stabilization-timeout': NEVER,
  'jobmanager.adaptive-scheduler.executing.cooldown-after-rescaling': '0 s',
  'jobmanager.adaptive-scheduler.executing.resource-stabilization-timeout': '0 s',
  'jobmanager.adaptive-scheduler.rescale-trigger.max-delay': '0 s',
  'jobmanager.adaptive-scheduler.resource-wait-timeout': NEVER,
  'jobmanager.adaptive-scheduler.resource-stabilization-timeout': NEVER,
  'jobmanager.adaptive-scheduler.scaling-interval.min': '0 s',
}
