/** How much structure a JSON text has, found without building it. */
export interface JsonMeasure {
  readonly depth: number
  /** At least the number of values: one for each opening bracket and each comma. */
  readonly values: number
  /** Bytes outside of strings, and one for each string: what a parser has to look at one by one. */
  readonly steps: number
}

const quote = 0x22
const backslash = 0x5c
const comma = 0x2c
const openBracket = 0x5b
const closeBracket = 0x5d
const openBrace = 0x7b
const closeBrace = 0x7d

/**
 * Measures a JSON text; strings are skipped in one stride each, so a large base64 member costs next to nothing. It stops where a
 * limit is passed: 70 MB of brackets cost what the first few of them do.
 */
export function measureJson(
  text: Uint8Array,
  limits: JsonMeasure = { depth: Infinity, values: Infinity, steps: Infinity },
): JsonMeasure {
  let [depth, deepest, values, steps] = [0, 0, 1, 0]
  for (let i = 0; i < text.length; i++) {
    const byte = text[i] ?? 0
    steps++
    if (byte === quote) i = endOfString(text, i)
    else if (byte === comma) values++
    else if (byte === openBracket || byte === openBrace) {
      values++
      deepest = Math.max(deepest, ++depth)
    } else if (byte === closeBracket || byte === closeBrace) depth--
    if (deepest > limits.depth || values > limits.values || steps > limits.steps) break
  }
  return { depth: deepest, values, steps }
}

/** Index of the quote that ends the string beginning at `start`; the end of the text when none does. */
function endOfString(text: Uint8Array, start: number): number {
  const end = text.indexOf(quote, start + 1)
  if (end === -1) return text.length
  // Only a string with escapes is read byte by byte: one search for each of millions of escaped quotes would take seconds.
  return text[end - 1] === backslash ? endOfEscapedString(text, start) : end
}

function endOfEscapedString(text: Uint8Array, start: number): number {
  for (let i = start + 1; i < text.length; i++) {
    const byte = text[i]
    if (byte === backslash) i++
    else if (byte === quote) return i
  }
  return text.length
}
