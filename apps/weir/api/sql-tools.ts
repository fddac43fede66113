import { createStreamSampler } from '@weir/engine/process/sql/stream-sampler'
import { createSqlCompiler } from '@weir/engine/process/sql/sql-compiler'
import { readCatalogue } from '@weir/engine/runtimes/read-catalogue'
import { createReleases } from '@weir/engine/runtimes/releases'
import type { Logger } from '@weir/telemetry'
import { kdaSqlJar } from '../artifacts.ts'
import { findJava } from '../embedded/java.ts'
import type { Config } from '../settings/config.ts'

/** What the actions ask about SQL code and about streams. No process is started before the first question. */
export const openSqlTools = async ({
  config,
  environment,
  home,
  logger,
}: {
  config: Config
  environment: Readonly<Record<string, string | undefined>>
  home: string
  logger: Logger
}) => {
  const releases = createReleases({
    cacheDir: config.cacheDir,
    catalogue: config.runtimeReleases === undefined ? undefined : await readCatalogue(config.runtimeReleases),
    log: (runtime, line) => logger.info({ runtime }, line),
  })
  const parts = {
    java: () => findJava(environment),
    jar: kdaSqlJar(home),
    runtime: () => releases.home('FLINK-1_20'),
  }
  return { compiler: createSqlCompiler({ ...parts, logger }), streams: createStreamSampler(parts) }
}
