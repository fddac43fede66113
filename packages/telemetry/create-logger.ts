import type { DestinationStream, Logger } from 'pino'
import { pino } from 'pino'

/** Paths whose values must never reach a log line, at the top and one level down. */
const secrets = [
  'secretAccessKey',
  'sessionToken',
  'password',
  'authorization',
  'databaseUrl',
  'redisUrl',
  'credentials',
]

/**
 * The service's structured log: one JSON object a line. `destination` is where the lines go; standard output unless told
 * otherwise.
 */
export const createLogger = ({ level, destination }: { level: string; destination?: DestinationStream }): Logger =>
  pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: { paths: secrets.flatMap((name) => [name, `*.${name}`]), censor: '[secret]' },
    },
    ...(destination === undefined ? [] : [destination]),
  )
