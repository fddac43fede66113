import { SerializationException } from './framework-errors.ts'
import { shapeNamed } from './shape-named.ts'

/** Milliseconds either side of 1970 that a Date can stand for. */
const dateRange = 8.64e15

/** A valid, normalized wire value as actions see it: timestamps as `Date`, blobs as `Uint8Array`, the rest as it is. */
export function typedInput(shapeName: string, value: unknown): unknown {
  const shape = shapeNamed(shapeName)
  switch (shape.type) {
    case 'structure':
      return mapValues(value, (member, item) => typedInput(shape.members[member] ?? '', item))
    case 'map':
      return mapValues(value, (_key, item) => typedInput(shape.value, item))
    case 'list':
      return (value as unknown[]).map((item) => typedInput(shape.member, item))
    case 'string':
      return storable(value as string)
    case 'timestamp':
      return dateOf(value as number)
    case 'blob':
      return bytesOf(value as string)
    default:
      return value
  }
}

function mapValues(value: unknown, convert: (key: string, item: unknown) => unknown): unknown {
  return Object.fromEntries(
    Object.entries(value as Record<string, unknown>).map(([key, item]) => [storable(key), convert(key, item)]),
  )
}

/** Neither UTF-8 nor Postgres has a place for these: refused here, they cannot become a fault of ours later. */
function storable(text: string): string {
  if (/[\0\ud800-\udfff]/u.test(text)) {
    throw new SerializationException('A string contains U+0000 or one half of a surrogate pair')
  }
  return text
}

function dateOf(seconds: number): Date {
  const milliseconds = Math.round(seconds * 1000)
  if (Math.abs(milliseconds) > dateRange) throw new SerializationException('NUMBER_VALUE is not a valid timestamp')
  return new Date(milliseconds)
}

/** Node's decoder skips what is not base64, so text it had to skip shows as missing bytes. */
function bytesOf(text: string): Uint8Array {
  const digits = text.endsWith('==') ? text.length - 2 : text.endsWith('=') ? text.length - 1 : text.length
  const bytes = Buffer.from(text, 'base64')
  if (digits % 4 === 1 || bytes.length !== Math.floor((digits * 3) / 4)) {
    throw new SerializationException('STRING_VALUE is not valid Base64')
  }
  return bytes
}
