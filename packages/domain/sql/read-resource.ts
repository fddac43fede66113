import { InvalidArgumentException } from '@weir/service-model'
import type { SqlDestinationKind, SqlResource } from '../model/sql-spec.ts'

/** How the ARN of each kind looks; things of other AWS services are taken by form, never looked up. */
const forms: Readonly<Record<SqlDestinationKind, { readonly called: string; readonly arn: RegExp }>> = {
  streams: { called: 'Kinesis stream', arn: /^arn:aws[a-z-]*:kinesis:[a-z0-9-]+:\d{12}:stream\/[\w.-]+$/ },
  firehose: {
    called: 'Firehose delivery stream',
    arn: /^arn:aws[a-z-]*:firehose:[a-z0-9-]+:\d{12}:deliverystream\/[\w.-]+$/,
  },
  lambda: { called: 'Lambda function', arn: /^arn:aws[a-z-]*:lambda:[a-z0-9-]+:\d{12}:function:[\w-]+(:[\w$-]+)?$/ },
}

/** The one resource that is given, or undefined when none is. Throws for more than one. `owner` names what it belongs to. */
export const readResource = <K extends SqlDestinationKind>(
  owner: string,
  given: Readonly<Record<K, string | undefined>>,
): SqlResource<K> | undefined => {
  const named = (Object.keys(given) as K[]).flatMap((kind) => {
    const arn = given[kind]
    return arn === undefined ? [] : [{ kind, arn: requireArn(kind, arn) }]
  })
  if (named.length > 1) throw notOne(owner, given)
  return named[0]
}

export const requireResource = <K extends SqlDestinationKind>(
  owner: string,
  given: Readonly<Record<K, string | undefined>>,
): SqlResource<K> => {
  const resource = readResource(owner, given)
  if (resource === undefined) throw notOne(owner, given)
  return resource
}

export const requireArn = (kind: SqlDestinationKind, arn: string): string => {
  if (forms[kind].arn.test(arn)) return arn
  throw new InvalidArgumentException(`${forms[kind].called} ARN ${arn} is invalid.`)
}

const notOne = (owner: string, given: Readonly<Partial<Record<SqlDestinationKind, unknown>>>) => {
  const kinds = (Object.keys(given) as SqlDestinationKind[]).map((kind) => `a ${forms[kind].called}`)
  return new InvalidArgumentException(`${owner} must have exactly one of: ${kinds.join(', ')}.`)
}
