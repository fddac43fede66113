import { SerializationException } from '@weir/service-model'
import { measureJson } from './json-measure.ts'

/**
 * Beyond these a body is no request of this API: the deepest legal input has a dozen levels, the largest 2500 properties. What
 * a wrong body costs grows with its values (faster than they do, where each is wrong), so their number is bounded. Megabytes are in strings only: code.
 */
const limits = { depth: 100, values: 20_000, steps: 4 * 1024 * 1024 }

/**
 * The JSON value in the body of an awsJson1_1 request; an empty body stands for an object without members.
 *
 * @throws SerializationException for what is not JSON in UTF-8, and for structure so large that building it would hurt.
 */
export function decodeRequest(body: Uint8Array): unknown {
  if (body.length === 0) return {}
  const { depth, values, steps } = measureJson(body, limits)
  if (depth > limits.depth) throw new SerializationException('The request body is nested too deeply.')
  if (values > limits.values) throw new SerializationException('The request body has too many values.')
  if (steps > limits.steps) throw new SerializationException('The request body has too much between its strings.')
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body)) as unknown
  } catch {
    throw new SerializationException('The request body is not valid JSON.')
  }
}
