// JSON Schema of the model's shapes as the wire carries them: what the validators are compiled from and openapi.yaml refers to.

/** Base64 carries three bytes in four characters. */
const base64Length = (bytes) => (bytes === undefined ? undefined : 4 * Math.ceil(bytes / 3))

/** Integers that the wire's JSON numbers can stand for: 32 bits, and for a long what a double holds exactly. */
const bounds = { integer: 2 ** 31 - 1, long: Number.MAX_SAFE_INTEGER }

/** The schema of one shape; `ref(name)` gives the `$ref` of another. Keys without a value are dropped by JSON. */
export function schemaOf(shape, ref) {
  const { min, max } = shape
  switch (shape.type) {
    case 'structure': {
      const members = Object.entries(shape.members).map(([member, target]) => [member, { $ref: ref(target.shape) }])
      return { type: 'object', required: shape.required, properties: Object.fromEntries(members) }
    }
    case 'list':
      return { type: 'array', minItems: min, maxItems: max, items: { $ref: ref(shape.member.shape) } }
    case 'map':
      return {
        type: 'object',
        minProperties: min,
        maxProperties: max,
        propertyNames: { $ref: ref(shape.key.shape) },
        additionalProperties: { $ref: ref(shape.value.shape) },
      }
    case 'string': {
      const pattern = shape.pattern && `^(?:${shape.pattern})$`
      return { type: 'string', minLength: min, maxLength: max, pattern, enum: shape.enum }
    }
    case 'integer':
    case 'long': {
      const bound = bounds[shape.type]
      return { type: 'integer', minimum: min ?? -bound, maximum: max ?? bound }
    }
    case 'boolean':
      return { type: 'boolean' }
    case 'timestamp':
      return { type: 'number' }
    case 'blob':
      return { type: 'string', minLength: base64Length(min), maxLength: base64Length(max) }
    default:
      throw new Error(`no JSON Schema for a ${shape.type}`)
  }
}
