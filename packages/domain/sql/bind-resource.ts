import type { SqlBinding, SqlBindings, SqlBindingTarget } from '../model/sql-binding.ts'
import { EngineError } from '../ports/engine.ts'

/** What a resource is wanted for: not everything can be read from, or asked. */
export type ResourceUse = 'source' | 'destination' | 'processor'

const possible: Readonly<Record<ResourceUse, readonly SqlBinding['kind'][]>> = {
  source: ['kinesis', 'kafka', 'files'],
  destination: ['kinesis', 'firehose', 'kafka', 'files', 'lambda', 'http'],
  processor: ['lambda', 'http'],
}

/** Where services are that nothing is bound for: name in lower case -> endpoint, '' for all others; absent = AWS's own. */
type Endpoints = Readonly<Record<string, string>> | undefined

/**
 * What stands behind an ARN: what the installation binds it to (the ARN itself, else the longest prefix), else AWS's own service, at the
 * role's endpoint for it. Throws EngineError `configuration` when it cannot be used so.
 */
export const bindResource = (
  arn: string,
  { use, bindings, endpoints }: { use: ResourceUse; bindings: SqlBindings; endpoints?: Endpoints },
): SqlBinding => {
  const target = bindings[arn] ?? longestPrefix(arn, bindings) ?? { kind: ownKind(arn) }
  if (possible[use].includes(target.kind)) return bound(arn, target, endpoints)
  throw new EngineError(
    'configuration',
    use === 'source' && target.kind === 'firehose'
      ? `Nobody can read from the delivery stream ${arn}. Bind it to a Kinesis stream, a Kafka topic or files.`
      : `${arn} is bound to ${target.kind}, which cannot be a ${use}. Possible are: ${possible[use].join(', ')}.`,
  )
}

const longestPrefix = (arn: string, bindings: SqlBindings): SqlBindingTarget | undefined => {
  const [longest] = Object.keys(bindings)
    .filter((pattern) => pattern.endsWith('*') && arn.startsWith(pattern.slice(0, -1)))
    .sort((a, b) => b.length - a.length)
  return longest === undefined ? undefined : bindings[longest]
}

const ownKind = (arn: string): 'kinesis' | 'firehose' | 'lambda' => {
  const { service } = partsOf(arn)
  return service === 'lambda' || service === 'firehose' ? service : 'kinesis'
}

const bound = (arn: string, target: SqlBindingTarget, endpoints: Endpoints): SqlBinding => {
  const { region, name } = partsOf(arn)
  const named = (text: string): string => text.replaceAll('{name}', name)
  const endpointOf = ({ kind, endpoint }: { kind: string; endpoint?: string | undefined }) =>
    endpoint ?? endpoints?.[kind] ?? endpoints?.['']
  switch (target.kind) {
    case 'kinesis':
      // A delivery stream may be bound to a data stream of its name.
      return {
        kind: 'kinesis',
        streamArn: streamArn(arn, name),
        streamName: name,
        region,
        endpoint: endpointOf(target),
      }
    case 'firehose':
      return { kind: 'firehose', deliveryStreamName: name, region, endpoint: endpointOf(target) }
    case 'lambda':
      return { kind: 'lambda', functionArn: arn, region, endpoint: endpointOf(target) }
    case 'kafka':
      return { ...target, topic: named(target.topic) }
    case 'files':
      return { kind: 'files', uri: named(target.uri) }
    case 'http':
      return { kind: 'http', url: named(target.url) }
  }
}

/** `arn:aws:kinesis:us-east-1:123456789012:stream/orders`, `arn:aws:lambda:us-east-1:123456789012:function:clean:1` */
const partsOf = (arn: string): { service: string; region: string; name: string } => {
  const [, , service = '', region = '', , ...rest] = arn.split(':')
  const [first = '', second = ''] = rest
  return { service, region, name: service === 'lambda' ? second : first.slice(first.indexOf('/') + 1) }
}

const streamArn = (arn: string, name: string): string => {
  const [head, partition, service, region, account] = arn.split(':')
  return service === 'kinesis' ? arn : `${head}:${partition}:kinesis:${region}:${account}:stream/${name}`
}
