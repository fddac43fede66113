import { InvalidArgumentException, LimitExceededException } from '@weir/service-model'

/** What one account may have in this region. The defaults are AWS's. */
export interface Quotas {
  readonly applications: number
  readonly kpusPerApplication: number
  /** Upper bound of Parallelism whatever the KPUs would allow. */
  readonly parallelism: number
  readonly snapshotsPerApplication: number
  /** Enhanced ones, which belong to the account. */
  readonly snapshotsPerAccount: number
  readonly tagsPerApplication: number
}

export const defaultQuotas: Quotas = {
  applications: 100,
  kpusPerApplication: 64,
  parallelism: 256,
  snapshotsPerApplication: 1000,
  snapshotsPerAccount: 1000,
  tagsPerApplication: 50,
}

/** `existing`: applications the account has before this one. */
export const requireRoomForApplication = (existing: number, quotas: Quotas): void => {
  if (existing < quotas.applications) return
  throw new LimitExceededException(
    `The limit of ${quotas.applications} applications per account and Region has been reached.`,
  )
}

/** Only for snapshots a user asks for: those of a stop or an update are taken beyond the quota, as AWS does. */
export const requireRoomForSnapshot = (existing: number, quotas: Quotas): void => {
  if (existing < quotas.snapshotsPerApplication) return
  throw new LimitExceededException(
    `The limit of ${quotas.snapshotsPerApplication} snapshots per application has been reached. Delete snapshots that are no longer needed.`,
  )
}

/** The same for enhanced snapshots; `existing`: those that the account has in this region. */
export const requireRoomForEnhancedSnapshot = (existing: number, quotas: Quotas): void => {
  if (existing < quotas.snapshotsPerAccount) return
  throw new LimitExceededException(
    `The limit of ${quotas.snapshotsPerAccount} snapshots per account and Region has been reached. Delete snapshots that are no longer needed.`,
  )
}

/** InvalidArgumentException, not LimitExceededException: SDKs take the latter for throttling and retry it. */
export const requireParallelismWithin = (
  { parallelism, parallelismPerKpu }: { parallelism: number; parallelismPerKpu: number },
  quotas: Quotas,
): void => {
  const most = Math.min(quotas.parallelism, parallelismPerKpu * quotas.kpusPerApplication)
  if (parallelism <= most) return
  throw new InvalidArgumentException(
    `Parallelism ${parallelism} exceeds the limit of ${most} for ParallelismPerKPU ${parallelismPerKpu} (at most ${quotas.kpusPerApplication} KPUs and a parallelism of ${quotas.parallelism}).`,
  )
}
