/** The JSON values that stand one after another in a text, and whether the text ended inside one. */
export interface JsonValues {
  readonly values: readonly unknown[]
  /** Behind the last whole value and what follows it. */
  readonly end: number
  /** The text breaks off before a value is whole. */
  readonly cut: boolean
}

/**
 * Reads objects that follow one another, with white space between them or none; as elements of an array, with commas. Undefined when
 * the text is anything else.
 */
export function readJsonValues(text: string, start: number, within: 'stream' | 'array'): JsonValues | undefined {
  const values: unknown[] = []
  for (let at = afterSpace(text, start); ;) {
    if (at >= text.length) return { values, end: at, cut: within === 'array' }
    if (within === 'array' && text[at] === ']') return { values, end: at + 1, cut: false }
    if (text[at] !== '{') return undefined
    const end = endOfObject(text, at)
    if (end === 'too deep') return undefined
    if (end === 'cut') return { values, end: at, cut: true }
    const value = parsed(text.slice(at, end))
    if (value === undefined) return undefined
    values.push(value)
    at = afterSpace(text, end)
    if (within !== 'array' || at >= text.length || text[at] === ']') continue
    if (text[at] !== ',') return undefined
    at = afterSpace(text, at + 1)
  }
}

const afterSpace = (text: string, start: number): number => {
  let at = start
  while (at < text.length && ' \t\r\n'.includes(text.charAt(at))) at += 1
  return at
}

/** Nobody's records are deeper, and whoever walks through them should not run out of stack. */
const deepest = 64

/** The place behind the brace that closes the one at `start`. */
function endOfObject(text: string, start: number): number | 'cut' | 'too deep' {
  let depth = 0
  let inString = false
  for (let at = start; at < text.length; at += 1) {
    const character = text[at]
    if (inString) {
      if (character === '\\') at += 1
      else if (character === '"') inString = false
    } else if (character === '"') inString = true
    else if (character === '{' || character === '[') {
      depth += 1
      if (depth > deepest) return 'too deep'
    } else if (character === '}' || character === ']') {
      depth -= 1
      if (depth === 0) return at + 1
    }
  }
  return 'cut'
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}
