import type { AuditRecord } from '@weir/domain'
import { actions } from '@weir/service-model'
import type { AuditedAction, AuditedCall, AuditedEvent } from './audited-call.ts'
import { hidden, maskedValue } from './masked-value.ts'
import { resourcesOf } from './resources.ts'
import { userIdentity } from './user-identity.ts'

/** CloudTrail leaves out what is larger; here that also bounds what a record takes in memory and in the database. */
const largestElement = 100 * 1024

/** The record of a call: a CloudTrail management event, and what it is looked up by. */
export function auditRecord(id: string, call: AuditedCall): AuditRecord {
  const { principal, region, at, error } = call
  const event = 'action' in call.what ? eventOf(call.what) : call.what
  const resources = (event.resources ?? []).filter((resource) => resource !== '')
  const record = {
    eventVersion: '1.11',
    userIdentity: userIdentity(principal, call.accessKeyId),
    eventTime: at.toISOString().replace(/\.\d{3}/, ''),
    eventSource: event.eventSource,
    eventName: event.eventName,
    awsRegion: region,
    sourceIPAddress: call.sourceIp,
    userAgent: call.userAgent?.slice(0, 1024),
    errorCode: error && (error.code === 'AccessDeniedException' ? 'AccessDenied' : error.code),
    errorMessage: error && withoutValues(error.message).slice(0, 1024),
    requestParameters: bounded(event.requestParameters, 'requestParameters'),
    // CloudTrail records answers only of calls that change something.
    responseElements: event.readOnly || error ? null : bounded(event.responseElements, 'responseElements'),
    requestID: call.requestId,
    eventID: id,
    readOnly: event.readOnly,
    resources: arnsOf(resources, principal.accountId),
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: principal.accountId,
    eventCategory: 'Management',
    tlsDetails: call.tls && {
      tlsVersion: call.tls.tlsVersion,
      cipherSuite: call.tls.cipherSuite,
      clientProvidedHostHeader: call.tls.host,
    },
  }
  return {
    id,
    accountId: principal.accountId,
    region,
    at,
    eventName: event.eventName,
    userName: principal.userName,
    readOnly: event.readOnly,
    resources,
    event: JSON.stringify(record),
  }
}

const isReadOnly = (action: string): boolean => /^(Describe|Discover|List)/.test(action)

function eventOf({ action, input, output }: AuditedAction): AuditedEvent {
  return {
    eventSource: 'kinesisanalytics.amazonaws.com',
    eventName: action,
    readOnly: isReadOnly(action),
    requestParameters: input === undefined ? undefined : (maskedValue(actions[action].input, input) as object),
    responseElements:
      output === undefined || isReadOnly(action) ? undefined : (maskedValue(actions[action].output, output) as object),
    resources: resourcesOf(input, output),
  }
}

/** A message about a member that is not valid repeats it, whatever it holds: a password that is too long for a property. */
function withoutValues(message: string): string {
  return message.replace(/Value '[^]*?' at '(?=[^']*' failed to satisfy constraint)/g, `Value '${hidden}' at '`)
}

function bounded(value: object | undefined, name: string): object | null {
  if (value === undefined || Object.keys(value).length === 0) return null
  const size = JSON.stringify(value).length
  return size <= largestElement ? value : { omitted: true, originalSize: size, reason: `${name} size limit exceeded` }
}

function arnsOf(resources: readonly string[], accountId: string): object[] | undefined {
  const arns = resources.filter((resource) => resource.startsWith('arn:'))
  if (arns.length === 0) return undefined
  return arns.map((ARN) => ({
    accountId,
    type: ARN.includes(':snapshot/') ? 'AWS::KinesisAnalyticsV2::Snapshot' : 'AWS::KinesisAnalyticsV2::Application',
    ARN,
  }))
}
