// Reads the published model and applies our deviations from it. Every later stage sees only the patched model.
import { readFile } from 'node:fs/promises'

const folder = new URL('../../model/', import.meta.url)

/** The patched model: `{ metadata, operations, shapes }`. */
export async function loadModel() {
  const model = JSON.parse(await readFile(new URL('service-2.json', folder), 'utf8'))
  const patches = JSON.parse(await readFile(new URL('patches.json', folder), 'utf8'))
  for (const patch of patches) applyPatch(model, patch)
  assertFiniteShapes(model)
  return model
}

/** RFC 6902's remove and replace, each with a reason. A patch whose place has gone is an error: it is stale. */
export function applyPatch(model, { op, path, value, reason }) {
  if (!reason) throw new Error(`patch ${path} gives no reason`)
  const steps = path
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
  const last = steps.pop()
  const parent = steps.reduce((node, step) => node?.[step], model)
  if (parent === undefined || !Object.hasOwn(parent, last)) throw new Error(`patch ${path} points at nothing`)
  if (op === 'remove') Reflect.deleteProperty(parent, last)
  else if (op === 'replace') parent[last] = value
  else throw new Error(`patch ${path} has the unknown op ${op}`)
}

/** The codec walks values by their shapes and so needs no depth limit, as long as no shape contains itself. */
function assertFiniteShapes({ shapes }) {
  const visit = (name, stack) => {
    if (stack.includes(name)) throw new Error(`shape ${name} contains itself`)
    for (const child of childrenOf(shapes[name])) visit(child, [...stack, name])
  }
  for (const name of Object.keys(shapes)) visit(name, [])
}

/** The shape names a shape refers to directly. */
export function childrenOf(shape) {
  if (shape.type === 'structure') return Object.values(shape.members).map((member) => member.shape)
  if (shape.type === 'list') return [shape.member.shape]
  if (shape.type === 'map') return [shape.key.shape, shape.value.shape]
  return []
}

/** The given shapes and everything they refer to, in the model's order. */
export function closureOf({ shapes }, roots) {
  const seen = new Set()
  const visit = (name) => {
    if (seen.has(name)) return
    seen.add(name)
    childrenOf(shapes[name]).forEach(visit)
  }
  roots.forEach(visit)
  return Object.keys(shapes).filter((name) => seen.has(name))
}
