/** One shape of the model, reduced to what reading, writing and explaining a value takes. */
export type Shape = StructureShape | ListShape | MapShape | StringShape | ScalarShape

export interface StructureShape {
  readonly type: 'structure'
  /** Member name to shape name. */
  readonly members: Readonly<Record<string, string>>
}

export interface ListShape extends Limits {
  readonly type: 'list'
  readonly member: string
}

export interface MapShape extends Limits {
  readonly type: 'map'
  readonly key: string
  readonly value: string
}

export interface StringShape extends Limits {
  readonly type: 'string'
  /** As published: not anchored, though it must match the whole value. */
  readonly pattern?: string
  readonly enum?: readonly string[]
}

export interface ScalarShape extends Limits {
  readonly type: 'integer' | 'long' | 'boolean' | 'timestamp' | 'blob'
}

/** Bounds of a length, a size or a value. */
interface Limits {
  readonly min?: number
  readonly max?: number
}
