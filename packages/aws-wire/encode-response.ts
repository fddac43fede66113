import { type ActionName, type ActionTypes, actions } from '@weir/service-model'
import { shapeNamed } from '@weir/service-model/shape-named'

/**
 * The body of an awsJson1_1 answer: timestamps as epoch seconds, blobs as base64, absent members left out. Members that the
 * model does not have are left out too: what an action adds for itself never reaches a client.
 */
export function encodeResponse<N extends ActionName>(
  action: N,
  output: ActionTypes[N]['output'],
  timestamp: WriteTimestamp = epochSeconds,
): string {
  return JSON.stringify(wireValue(actions[action].output, output, timestamp))
}

/** How a timestamp is written; AWS JSON 1.1 wants epoch seconds. */
export type WriteTimestamp = (timestamp: Date) => number | string

const epochSeconds: WriteTimestamp = (timestamp) => timestamp.getTime() / 1000

function wireValue(shapeName: string, value: unknown, timestamp: WriteTimestamp): unknown {
  const shape = shapeNamed(shapeName)
  switch (shape.type) {
    case 'structure': {
      const members = Object.entries(shape.members).map(([name, member]) => {
        const item = (value as Record<string, unknown>)[name] ?? undefined
        return [name, item === undefined ? undefined : wireValue(member, item, timestamp)]
      })
      return Object.fromEntries(members)
    }
    case 'list':
      return (value as unknown[]).map((item) => wireValue(shape.member, item, timestamp))
    case 'map':
      return Object.fromEntries(
        Object.entries(value as object).map(([key, item]) => [key, wireValue(shape.value, item, timestamp)]),
      )
    case 'timestamp':
      return timestamp(value as Date)
    case 'blob':
      return Buffer.from(value as Uint8Array).toString('base64')
    default:
      return value
  }
}
