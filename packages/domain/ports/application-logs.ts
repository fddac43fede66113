import type { LogFilter } from '../logs/log-filter.ts'

/** What the loggers of an application's processes know, least severe first; FATAL and the like are ERROR. */
export type LogSeverity = 'DEBUG' | 'INFO' | 'WARN' | 'ERROR'

/** A log event in the form in which AWS writes it to CloudWatch Logs. Its texts come from the application: nobody vouches for them. */
export interface LogEvent {
  readonly applicationARN: string
  readonly applicationVersionId: string
  /** `class.method(File.java:line)` */
  readonly locationInformation: string
  readonly logger: string
  readonly message: string
  readonly messageSchemaVersion: '1'
  readonly messageType: string
  readonly threadName: string
  /** A stack trace, line by line. */
  readonly throwableInformation?: readonly string[] | undefined
}

/** One event with what AWS's form has no place for: when, and whose process. */
export interface LogRecord {
  /** Epoch milliseconds; within one component never less than that of the record before. */
  readonly time: number
  readonly deploymentId: string
  /** `jobmanager`, `taskmanager-0`, or `service` for what Weir itself says of the application. */
  readonly component: string
  readonly event: LogEvent
}

/**
 * A place in an application's log that survives its reader: a moment, and for each stream with records at that very moment how many of
 * them have been seen. Positions in files would be as many as there are processes, on several hosts.
 */
export interface LogPosition {
  readonly time: number
  readonly seen: Readonly<Record<string, number>>
}

/** Which records; members that are absent leave nothing out. */
export interface LogQuery {
  /** Epoch milliseconds; `from` is part of the range, `to` is not. */
  readonly from?: number | undefined
  readonly to?: number | undefined
  readonly filter?: LogFilter | undefined
  /** This severe or more. */
  readonly level?: LogSeverity | undefined
  /** One component, or `taskmanager` for all of these. */
  readonly component?: string | undefined
  /** Go on behind this place, which an earlier reading of the same query ended at. */
  readonly after?: LogPosition | undefined
  /** Do not end, but wait for what comes. */
  readonly follow?: boolean | undefined
}

/** Whose log it is. */
export interface LoggedDeployment {
  readonly applicationId: string
  readonly applicationArn: string
  readonly deploymentId: string
  readonly versionId: number
  readonly epoch: number
}

/** Some records of a deployment, and the mark by which their taker says that they need not be given again. Opaque JSON. */
export interface LogBatch {
  readonly records: readonly LogRecord[]
  readonly mark: Readonly<Record<string, unknown>>
  /** There was no more to give at the moment. */
  readonly last: boolean
}

/**
 * The logs of applications, as far as this host has them. They outlive their deployment for a while. Values of secret options of Flink's
 * configuration are hidden in them; what an application logs is its own affair.
 */
export interface ApplicationLogs {
  /** Records of all deployments of an application, oldest first; with `follow` until the signal. Memory is bounded whatever was logged. */
  read(applicationId: string, query: LogQuery, signal: AbortSignal): AsyncIterable<LogRecord>
  /** Adds what Weir has to say of a deployment, as component `service`, on the host that calls. */
  write(
    of: LoggedDeployment,
    said: { readonly at: Date; readonly level: LogSeverity; readonly logger: string; readonly message: string },
  ): Promise<void>
  /** Deployments whose logs are here. */
  deployments(): Promise<readonly LoggedDeployment[]>
  /**
   * What of a deployment's log nobody has acknowledged, oldest first, at most so much. Asked again without an acknowledgement it gives the
   * same again: nothing is left out, also not when the host or the worker dies in between.
   */
  take(deploymentId: string, most: { readonly records: number; readonly bytes: number }): Promise<LogBatch>
  /** Durably notes that a batch has reached its destination. */
  acknowledge(deploymentId: string, mark: LogBatch['mark']): Promise<void>
  /** Keeps what is on this host within its bounds: output of processes, logs of one cluster, logs of ended deployments. */
  tidy(now: Date): Promise<void>
}
