// types.ts: one interface per structure, one union per enumeration.

/** The TypeScript type of a member that refers to `name`, as actions see it (not as the wire carries it). */
function typeOf(shapes, name) {
  const shape = shapes[name]
  switch (shape.type) {
    case 'structure':
      return name
    case 'list':
      return `${typeOf(shapes, shape.member.shape)}[]`
    case 'map':
      return `Record<string, ${typeOf(shapes, shape.value.shape)}>`
    case 'string':
      return shape.enum ? name : 'string'
    case 'integer':
    case 'long':
      return 'number'
    case 'boolean':
      return 'boolean'
    case 'timestamp':
      return 'Date'
    case 'blob':
      return 'Uint8Array'
    default:
      throw new Error(`shape ${name} has the unknown type ${shape.type}`)
  }
}

function structure(shapes, name) {
  const { members, required = [] } = shapes[name]
  const lines = Object.entries(members).map(([member, { shape }]) => {
    const type = typeOf(shapes, shape)
    return required.includes(member) ? `${member}: ${type};` : `${member}?: ${type} | undefined;`
  })
  if (lines.length === 0) return `export type ${name} = Record<string, never>;`
  return `export interface ${name} {\n${lines.join('\n')}\n}`
}

/** Source of `types.ts`. Exceptions are classes and live in `errors.ts`. */
export function generateTypes({ shapes }) {
  const parts = []
  for (const [name, shape] of Object.entries(shapes)) {
    if (shape.enum) parts.push(`export type ${name} = ${shape.enum.map((value) => `'${value}'`).join(' | ')};`)
    if (shape.type === 'structure' && !shape.exception) parts.push(structure(shapes, name))
  }
  return parts.join('\n\n')
}

/** Source of `enums.ts`: the values of every enumeration, for tables and tests that must cover them all. */
export function generateEnums({ shapes }) {
  const rows = Object.entries(shapes)
    .filter(([, shape]) => shape.enum)
    .map(([name, shape]) => `${name}: ${JSON.stringify(shape.enum)},`)
  return `/** Every value of every enumeration of the model, by shape name. */\nexport const enumValues = {\n${rows.join('\n')}\n} as const;`
}
