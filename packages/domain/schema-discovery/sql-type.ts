/** A column type as RecordColumns name it. */
export interface SqlType {
  readonly name: string
  /** True for texts that the type takes. */
  readonly takes: (text: string) => boolean
}

const longestVarchar = 65_535
/** More digits than this are no DECIMAL in Kinesis Data Analytics. */
const mostDigits = 18

// A leading zero belongs to a code (a postal one, say), which a number would lose.
const integer = /^[+-]?(0|[1-9]\d*)$/
const decimal = /^[+-]?((0|[1-9]\d*)?\.\d+|(0|[1-9]\d*)\.?)$/
const number = /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/
const boolean = /^(true|false)$/i
// ISO's `T` between date and time is text to AWS too.
const timestamp = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01]) ([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?$/

/** Digits of 64 bits and a sign. */
const longestInteger = 20

const within = (text: string, bits: number): boolean => BigInt.asIntN(bits, BigInt(text)) === BigInt(text)
const isInteger =
  (bits: number) =>
  (text: string): boolean =>
    text.length <= longestInteger && integer.test(text) && within(text.replace(/^\+/, ''), bits)

const fixed: readonly SqlType[] = [
  { name: 'BOOLEAN', takes: (text) => boolean.test(text) },
  { name: 'INTEGER', takes: isInteger(32) },
  { name: 'BIGINT', takes: isInteger(64) },
]
const double: SqlType = { name: 'DOUBLE', takes: (text) => number.test(text) }
const moment: SqlType = { name: 'TIMESTAMP', takes: (text) => timestamp.test(text) }

/** The narrowest type that takes every one of the texts. */
export function sqlTypeOf(given: readonly string[]): SqlType {
  // Flattened lists repeat what stands beside them.
  const texts = [...new Set(given)]
  if (texts.length === 0) return varchar(0)
  const found = fixed.find(({ takes }) => texts.every(takes)) ?? decimalOf(texts)
  if (found !== undefined) return found
  if (texts.every((text) => double.takes(text) && !isCode(text))) return double
  if (texts.every(moment.takes)) return moment
  return varchar(Math.max(...texts.map(lengthOf)))
}

/** Digits with a zero before them and no fraction. */
const isCode = (text: string): boolean => /^[+-]?0\d+$/.test(text)

function decimalOf(texts: readonly string[]): SqlType | undefined {
  if (!texts.every((text) => decimal.test(text))) return undefined
  const parts = texts.map((text) => text.replace(/^[+-]/, '').split('.'))
  const whole = Math.max(...parts.map(([digits = '']) => (digits === '0' ? 0 : digits.length)))
  const scale = Math.max(...parts.map(([, digits = '']) => digits.length))
  const precision = Math.max(1, whole + scale)
  if (precision > mostDigits) return undefined
  return { name: `DECIMAL(${precision},${scale})`, takes: (text) => decimal.test(text) }
}

/** Lengths are powers of two from 4 on, as AWS gives them. */
function varchar(length: number): SqlType {
  let size = 4
  while (size < length && size < longestVarchar) size *= 2
  return { name: `VARCHAR(${Math.min(size, longestVarchar)})`, takes: () => true }
}

const lengthOf = (text: string): number => Array.from(text).length
