import type { LogLevel } from '@weir/service-model'

/**
 * Log4j's configuration for both components: one file each (`-Dlog.file`), at most 5 times 10 MB. The logger that reports the
 * end of the application is heard at any level, because the launcher takes the reason of a failure from it.
 */
export function log4jConfig(level: LogLevel): string {
  return `monitorInterval = 0
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
appender.file.fileName = \${sys:log.file}
appender.file.filePattern = \${sys:log.file}.%i
appender.file.layout.type = PatternLayout
appender.file.layout.pattern = %d{yyyy-MM-dd HH:mm:ss,SSS} %-5p %-60c %x - %m%n
appender.file.filter.threshold.type = ThresholdFilter
appender.file.filter.threshold.level = ${level}
appender.file.policies.type = Policies
appender.file.policies.size.type = SizeBasedTriggeringPolicy
appender.file.policies.size.size = 10MB
appender.file.strategy.type = DefaultRolloverStrategy
appender.file.strategy.max = 4
`
}

const atLeastInfo = (level: LogLevel): string => (level === 'DEBUG' ? 'INFO' : level)
