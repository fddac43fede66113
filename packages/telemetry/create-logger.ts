import type { DestinationStream, Logger } from 'pino'
import { pino } from 'pino'

/** Members whose values must never reach a log line, wherever they are in the first four levels of what is logged. */
const secrets = [
  'secretAccessKey',
  'sessionToken',
  'password',
  'authorization',
  'databaseUrl',
  'redisUrl',
  'credentials',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
]
const levels = ['', '*.', '*.*.', '*.*.*.']

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
      redact: { paths: levels.flatMap((level) => secrets.map((name) => level + name)), censor: '[secret]' },
    },
    ...(destination === undefined ? [] : [destination]),
  )
