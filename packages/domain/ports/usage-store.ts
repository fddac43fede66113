import type { ClusterLifetime } from './engine-metrics.ts'

/** How long some KPUs were used: a stretch of the life of one deployment's processes with the same number of KPUs. */
export interface UsagePeriod {
  readonly deploymentId: string
  /** 0 for the first; each change of the KPUs while it runs begins another. */
  readonly ordinal: number
  readonly applicationId: string
  readonly applicationName: string
  readonly accountId: string
  readonly region: string
  /** The worker host whose processes they are. */
  readonly host: string
  /** With the one for orchestration. */
  readonly kpus: number
  /** Absent until a process was seen, or left a proof that it lived. */
  readonly startedAt?: Date | undefined
  /** When one of its processes was last known to live. */
  readonly seenAt?: Date | undefined
  /** Absent while it lasts, or until its host can tell when it ended. */
  readonly endedAt?: Date | undefined
}

/** What is known before a process has been started; the rest is what the meter finds. */
export type NewUsagePeriod = Omit<UsagePeriod, 'ordinal' | 'startedAt' | 'seenAt' | 'endedAt'>

/** Usage of an account in a region, or of one application of it; `from` is part of the time, `to` is not. */
export interface UsageQuery {
  readonly accountId: string
  readonly region: string
  readonly applicationId?: string | undefined
  readonly from: Date
  readonly to: Date
}

/** What an application used within a time. */
export interface UsageTotal {
  readonly applicationId: string
  readonly applicationName: string
  readonly kpuSeconds: number
}

/** The meter. It knows nothing of the application's rows and outlives them: what was used was used. */
export interface UsageRepository {
  /** Writes that processes are about to be started; the same deployment a second time changes nothing. */
  open(period: NewUsagePeriod): Promise<void>
  /** From `at` on the running deployment has so many KPUs. The number it has already changes nothing, nor does one that has ended. */
  changeKpus(deploymentId: string, change: { readonly kpus: number; readonly at: Date }): Promise<void>
  /** Notes of deployments that are not closed how long they have lived so far. Never shortens what is known. */
  see(lives: readonly { readonly deploymentId: string; readonly life: ClusterLifetime }[]): Promise<void>
  /**
   * Closes a deployment's meter: it ended when one of its processes was last seen, by `life` or by an earlier look, whichever is
   * later. Without a proof that anything of it ever lived nothing was used, and the record goes. Idempotent.
   */
  close(deploymentId: string, life: ClusterLifetime | undefined): Promise<void>
  /** Deployments of a host whose meter is not closed. */
  openOn(host: string): Promise<readonly string[]>
  /** Periods that overlap with the time asked for, oldest first, those of one deployment by ordinal. */
  list(query: UsageQuery, limit: number): Promise<readonly UsagePeriod[]>
  /** KPU-seconds of each application within the time asked for, by name, at most 10 000; those that used nothing are left out. */
  totals(query: UsageQuery): Promise<readonly UsageTotal[]>
}
