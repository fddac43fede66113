import type { RuntimeEnvironment } from '@weir/service-model'
import { InvalidArgumentException } from '@weir/service-model'
import { isOlderRuntime, runtimeCatalogue } from '../runtime-catalogue.ts'

/** The first with FLINK-23528 fixed: with older ones a stop with a savepoint can fail. */
const oldest = [1, 15, 2] as const

/**
 * AWS refuses code with a Kinesis connector that does not work on the Flink it asks for. `versions`: of the connectors that
 * the code contains. One that is no version is let pass: only what is known to be wrong is refused.
 */
export const requireCurrentConnector = (versions: readonly string[], environment: RuntimeEnvironment): void => {
  if (runtimeCatalogue[environment].family !== 'FLINK' || isOlderRuntime(environment, 'FLINK-1_15')) return
  if (!versions.some(isTooOld)) return
  throw new InvalidArgumentException(
    'An unsupported Kinesis connector version has been detected in the application. Please update flink-connector-kinesis to any version equal to or newer than 1.15.2. For more information refer to connector fix: https://issues.apache.org/jira/browse/FLINK-23528',
  )
}

const isTooOld = (version: string): boolean => {
  const parts = /^(\d+)\.(\d+)(?:\.(\d+))?/.exec(version)
  if (parts === null) return false
  for (const [place, least] of oldest.entries()) {
    const part = Number(parts[place + 1] ?? 0)
    if (part !== least) return part < least
  }
  return false
}
