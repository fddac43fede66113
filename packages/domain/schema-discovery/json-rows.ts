/** One leaf of a record. */
export interface JsonCell {
  /** Where it is, as a column's Mapping says it: `$.a.b`, `$.list[0:].c`. */
  readonly mapping: string
  /** Keys from the record down. */
  readonly path: readonly string[]
  /** Undefined for null. */
  readonly text: string | undefined
}

type JsonObject = Readonly<Record<string, unknown>>

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isObjectList = (value: unknown): value is readonly JsonObject[] =>
  Array.isArray(value) && value.length > 0 && value.every(isObject)

/** The first list of objects in a record, in the order of its keys: the one list whose elements become rows. */
export function listToFlatten(record: JsonObject, at = '$'): string | undefined {
  for (const [key, value] of Object.entries(record)) {
    const place = step(at, key)
    if (isObjectList(value)) return place
    const below = isObject(value) ? listToFlatten(value, place) : undefined
    if (below !== undefined) return below
  }
  return undefined
}

/** The rows that a record is: one, or one for each element of the list at `flattened`, with what stands beside the list repeated. */
export function jsonRows(record: JsonObject, flattened: string | undefined): readonly (readonly JsonCell[])[] {
  const beside: JsonCell[] = []
  const elements: JsonCell[][] = []
  const walk = (value: unknown, place: { mapping: string; path: readonly string[] }, cells: JsonCell[]): void => {
    if (isObject(value)) {
      for (const [key, member] of Object.entries(value)) {
        walk(member, { mapping: step(place.mapping, key), path: [...place.path, key] }, cells)
      }
    } else if (place.mapping === flattened && isObjectList(value)) {
      for (const element of value) {
        const row: JsonCell[] = []
        walk(element, { mapping: `${place.mapping}[0:]`, path: place.path }, row)
        elements.push(row)
      }
    } else {
      const mapping = Array.isArray(value) ? `${place.mapping}[0:]` : place.mapping
      // An empty list, or none, where others have rows, is no column of its own.
      if (place.mapping !== flattened) cells.push({ mapping, path: place.path, text: textOf(value) })
    }
  }
  walk(record, { mapping: '$', path: [] }, beside)
  return elements.length === 0 ? [beside] : elements.map((element) => [...beside, ...element])
}

const step = (at: string, key: string): string => (/^[^.[\]'"]+$/.test(key) ? `${at}.${key}` : `${at}['${key}']`)

const textOf = (value: unknown): string | undefined => {
  if (value === null || value === undefined) return undefined
  return typeof value === 'string' ? value : JSON.stringify(value)
}
