import type { CloudWatchLoggingOption, CloudWatchLoggingOptionDescription } from '@weir/service-model'
import type { ApplicationSpec, LoggingOptionSpec } from '../model/spec.ts'
import { partId, requireLogStreamArn, requireOneLoggingOption } from './spec-parts.ts'
import { withoutPart } from './without-part.ts'

/** The spec of the next version, `versionId`, with one more logging option; AWS allows one. */
export const addLoggingOption = (
  spec: ApplicationSpec,
  versionId: number,
  { LogStreamARN }: CloudWatchLoggingOption,
): ApplicationSpec => {
  requireLogStreamArn(LogStreamARN)
  const loggingOptions = [...spec.loggingOptions, { id: partId(versionId, 0), logStreamArn: LogStreamARN }]
  requireOneLoggingOption(loggingOptions.length)
  return { ...spec, loggingOptions }
}

export const deleteLoggingOption = (spec: ApplicationSpec, id: string): ApplicationSpec => ({
  ...spec,
  loggingOptions: withoutPart('CloudWatch logging option', spec.loggingOptions, id),
})

export const describeLoggingOption = ({ id, logStreamArn }: LoggingOptionSpec): CloudWatchLoggingOptionDescription => ({
  CloudWatchLoggingOptionId: id,
  LogStreamARN: logStreamArn,
})
