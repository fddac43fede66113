import { shapes } from './generated/shapes.ts'
import type { Shape } from './shape.ts'

/** The shape of that name. The model has every name it mentions, so a miss is a fault of the caller. */
export function shapeNamed(name: string): Shape {
  const shape = shapes[name]
  if (shape === undefined) throw new Error(`the model has no shape ${name}`)
  return shape
}
