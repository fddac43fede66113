import type { LogLevel } from '@weir/service-model'

/** The configuration of a Studio (Zeppelin) application. */
export interface StudioSpec {
  readonly logLevel: LogLevel
}
