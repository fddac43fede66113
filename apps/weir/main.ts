import { fileURLToPath } from 'node:url'
import { createLogger } from '@weir/telemetry'
import type { Config } from './settings/config.ts'
import { loadConfig, readEnvironment } from './settings/config.ts'
import { SettingError } from './settings/setting.ts'
import { startService } from './service.ts'

/** The repository (or image) this program was built in: dist/weir.js is one level below it. */
const home = fileURLToPath(new URL('..', import.meta.url))

const environment = readEnvironment()

const readConfig = (): Config => {
  try {
    return loadConfig(environment)
  } catch (error) {
    if (!(error instanceof SettingError)) throw error
    process.stderr.write(`${error.message}\n`)
    process.exit(2)
  }
}

const config = readConfig()
const logger = createLogger({ level: config.logLevel })

const started = startService({ config, environment, home, logger })

let stopping = false
const stop = (signal: string): void => {
  if (stopping) return
  stopping = true
  logger.info({ signal }, 'stopping')
  started
    .then((service) => service.stop())
    .then(
      () => process.exit(0),
      (error: unknown) => {
        logger.error({ err: error }, 'not stopped in order')
        process.exit(1)
      },
    )
}
process.on('SIGTERM', stop)
process.on('SIGINT', stop)
// Only where there is something to read again: otherwise a closed terminal ends the service, as it does any program.
if (config.edge.tls !== undefined) {
  process.on('SIGHUP', () => {
    started.then(
      (service) => {
        service.reload()
      },
      () => undefined,
    )
  })
}

// A fault that nobody expected leaves a state that nobody knows. Weir is made to be killed at any line and goes on from Postgres, so
// it ends at once, with the cause in its log, and its supervisor starts it again.
const die = (what: string) => (error: unknown) => {
  logger.fatal({ err: error }, what)
  process.exit(70)
}
process.on('uncaughtException', die('an error that nothing caught'))
process.on('unhandledRejection', die('a rejection that nothing handled'))

started.catch((error: unknown) => {
  logger.fatal({ err: error }, 'Weir cannot start')
  process.exit(1)
})
