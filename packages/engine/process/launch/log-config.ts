import type { DeploymentRequest } from '@weir/domain'
import type { LogLevel } from '@weir/service-model'

/** A component's log is one file that is written to, and so many that are full. */
const fullFiles = 4

/** How large a log file may become, so that all components together stay within the cluster's bound. */
export const logFileBytes = (clusterBytes: number, components: number): number =>
  Math.round(Math.min(10_000_000, Math.max(500_000, clusterBytes / (components * (fullFiles + 1)))))

/**
 * Log4j's configuration for all components: each writes its own files (`weir.log.directory`, `weir.log.name`), an event a line in AWS's form
 * (`io.weir.runtime.EventLayout`). Full files are numbered and never renamed again, so that a reader's place in them stays. The logger
 * that reports the end of the application is heard at any level, because the launcher takes the reason of a failure from it. Events are
 * in the file when they are logged, so nothing is left to do, or to lose, at the end of the process.
 */
export function log4jConfig(
  { logLevel: level, applicationArn, versionId }: Pick<DeploymentRequest, 'logLevel' | 'applicationArn' | 'versionId'>,
  fileBytes: number,
): string {
  return `monitorInterval = 0
shutdownHook = disable
rootLogger.level = ${level}
rootLogger.appenderRef.file.ref = file
logger.application.name = org.apache.flink.client.deployment.application
logger.application.level = ${level === 'DEBUG' ? 'DEBUG' : 'INFO'}
logger.pekko.name = org.apache.pekko
logger.pekko.level = ${atLeastInfo(level)}
logger.kafka.name = org.apache.kafka
logger.kafka.level = ${atLeastInfo(level)}
logger.hadoop.name = org.apache.hadoop
logger.hadoop.level = ${atLeastInfo(level)}
logger.netty.name = org.jboss.netty.channel.DefaultChannelPipeline
logger.netty.level = OFF
appender.file.name = file
appender.file.type = RollingFile
appender.file.append = true
appender.file.fileName = \${sys:weir.log.file}
appender.file.filePattern = \${sys:weir.log.file}.%i
appender.file.layout.type = WeirEvent
appender.file.layout.applicationArn = ${applicationArn}
appender.file.layout.applicationVersionId = ${versionId}
appender.file.filter.threshold.type = ThresholdFilter
appender.file.filter.threshold.level = ${level}
appender.file.policies.type = Policies
appender.file.policies.size.type = SizeBasedTriggeringPolicy
appender.file.policies.size.size = ${fileBytes}
appender.file.strategy.type = DefaultRolloverStrategy
appender.file.strategy.fileIndex = nomax
appender.file.strategy.delete.type = Delete
appender.file.strategy.delete.basePath = \${sys:weir.log.directory}
appender.file.strategy.delete.maxDepth = 1
appender.file.strategy.delete.name.type = IfFileName
appender.file.strategy.delete.name.glob = \${sys:weir.log.name}.log.*
appender.file.strategy.delete.name.count.type = IfAccumulatedFileCount
appender.file.strategy.delete.name.count.exceeds = ${fullFiles}
`
}

const atLeastInfo = (level: LogLevel): string => (level === 'DEBUG' ? 'INFO' : level)
