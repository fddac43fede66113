/** How much structure a JSON text has, found without building it. */
export interface JsonMeasure {
  readonly depth: number
  /** At least the number of values: one for each opening bracket and each comma. */
  readonly values: number
}

const quote = 0x22
const backslash = 0x5c
const comma = 0x2c
const openBracket = 0x5b
const closeBracket = 0x5d
const openBrace = 0x7b
const closeBrace = 0x7d

/** Measures a JSON text; strings are skipped in one stride each, so a large base64 member costs next to nothing. */
export function measureJson(text: Uint8Array): JsonMeasure {
  let [depth, deepest, values] = [0, 0, 1]
  for (let i = 0; i < text.length; i++) {
    const byte = text[i] ?? 0
    if (byte === quote) i = endOfString(text, i)
    else if (byte === comma) values++
    else if (byte === openBracket || byte === openBrace) {
      values++
      deepest = Math.max(deepest, ++depth)
    } else if (byte === closeBracket || byte === closeBrace) depth--
  }
  return { depth: deepest, values }
}

/** Index of the quote that ends the string beginning at `start`; the end of the text when none does. */
function endOfString(text: Uint8Array, start: number): number {
  for (let end = text.indexOf(quote, start + 1); end !== -1; end = text.indexOf(quote, end + 1)) {
    let escapes = 0
    while (text[end - 1 - escapes] === backslash) escapes++
    if (escapes % 2 === 0) return end
  }
  return text.length
}
