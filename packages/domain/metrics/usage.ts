import type { Repositories } from '../ports/store.ts'
import type { UsagePeriod } from '../ports/usage-store.ts'

/** AWS runs and bills one KPU more than the application's own: for orchestration (its pricing page, "How scaling works"). */
const orchestrationKpus = 1

/** KPUs that a job of this parallelism runs on. */
export const allocatedKpus = ({
  parallelism,
  parallelismPerKpu,
}: {
  readonly parallelism: number
  readonly parallelismPerKpu: number
}): number => Math.ceil(parallelism / parallelismPerKpu)

/** KPUs that are metered while it runs. */
export const meteredKpus = (shape: { readonly parallelism: number; readonly parallelismPerKpu: number }): number =>
  allocatedKpus(shape) + orchestrationKpus

/**
 * Notes that a deployment which goes on living has another parallelism from `at` on; to be called in the transaction that stores the
 * new one.
 */
export const noteRescaled = (
  tx: Pick<Repositories, 'usage'>,
  deploymentId: string,
  { at, ...shape }: { readonly parallelism: number; readonly parallelismPerKpu: number; readonly at: Date },
): Promise<void> => tx.usage.changeKpus(deploymentId, { kpus: meteredKpus(shape), at })

/** The part of a period that lies within a time: begin, end and KPU-seconds; undefined when there is none. */
export const usageWithin = (
  { kpus, startedAt, seenAt, endedAt }: UsagePeriod,
  { from, to }: { readonly from: Date; readonly to: Date },
): { readonly from: Date; readonly to: Date; readonly kpuSeconds: number } | undefined => {
  const last = endedAt ?? seenAt
  if (startedAt === undefined || last === undefined) return undefined
  const begin = Math.max(startedAt.getTime(), from.getTime())
  const end = Math.min(last.getTime(), to.getTime())
  if (end <= begin) return undefined
  return { from: new Date(begin), to: new Date(end), kpuSeconds: ((end - begin) / 1000) * kpus }
}
