/** Time as the domain sees it; tests turn it by hand. */
export interface Clock {
  now(): Date
}

/** Identities and randomness, so that pure code can be given them. */
export interface Ids {
  uuid(): string
  /** `length` lower-case hex digits. */
  hex(length: number): string
  /** `length` characters of [A-Za-z0-9]. */
  token(length: number): string
}

/** Timers of the reconciler's loop: resolves after `ms`, or earlier when `signal` aborts. */
export interface Sleeper {
  sleep(ms: number, signal?: AbortSignal): Promise<void>
}

/** The part of pino that inner rooms use. */
export interface Logger {
  debug(fields: object, message: string): void
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}
