// shapes.ts: the model's shapes as data, for the codec and for error texts.

function entry(name, shape) {
  switch (shape.type) {
    case 'structure':
      return {
        type: 'structure',
        members: Object.fromEntries(Object.entries(shape.members).map(([member, target]) => [member, target.shape])),
      }
    case 'list':
      return { type: 'list', member: shape.member.shape, min: shape.min, max: shape.max }
    case 'map':
      return { type: 'map', key: shape.key.shape, value: shape.value.shape, min: shape.min, max: shape.max }
    case 'string':
      return { type: 'string', min: shape.min, max: shape.max, pattern: shape.pattern, enum: shape.enum }
    default:
      return { type: shape.type, min: shape.min, max: shape.max }
  }
}

/** Source of `shapes.ts`. */
export function generateShapes({ shapes }) {
  for (const [name, shape] of Object.entries(shapes)) {
    // Patterns run only on strings of bounded length: V8 gives up with an exception on very long ones.
    if (shape.pattern && shape.max === undefined) throw new Error(`shape ${name} has a pattern but no maximal length`)
  }
  const rows = Object.entries(shapes)
    .filter(([, shape]) => !shape.exception)
    .map(([name, shape]) => `${name}: ${JSON.stringify(entry(name, shape))},`)
  return `import type { Shape } from '../shape.ts';

/** Every shape of the model but the exceptions, by name. No shape contains itself. */
export const shapes: Readonly<Record<string, Shape>> = {
${rows.join('\n')}
};`
}
