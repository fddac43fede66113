import { InvalidArgumentException } from '@weir/service-model'

/** A notebook's code is one Zeppelin note as JSON. Only what makes it a note is looked at: Zeppelin reads the rest. */
export const requireNote = (text: string): void => {
  if (isNote(parsed(text))) return
  throw new InvalidArgumentException(
    "Zeppelin application code provided in TextContent must be a valid Zeppelin note JSON object containing 'id' and 'name' fields",
  )
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const isNote = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  'id' in value &&
  typeof value.id === 'string' &&
  'name' in value &&
  typeof value.name === 'string'
