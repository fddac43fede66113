import { isReservedWord } from './reserved-words.ts'

const longest = 100

/**
 * Names for columns, as AWS makes them of what a header or a JSON key says: letters, digits and underscores stay; a name from which something
 * was taken, that is a reserved word, begins with a digit or is too long gets `COL_` before it. `alternatives` are tried when an
 * earlier column has the name already.
 */
export function columnNames(wanted: readonly { readonly name: string; readonly alternative?: string }[]): string[] {
  const taken = new Set<string>()
  const take = (name: string): string => {
    taken.add(name.toUpperCase())
    return name
  }
  const isFree = (name: string): boolean => !taken.has(name.toUpperCase())
  return wanted.map(({ name, alternative }, index) => {
    const first = columnName(name, index)
    if (isFree(first)) return take(first)
    const second = columnName(alternative ?? name, index)
    if (isFree(second)) return take(second)
    for (let count = 1; ; count += 1) {
      const numbered = `${second}_${count}`
      if (isFree(numbered)) return take(numbered)
    }
  })
}

function columnName(name: string, index: number): string {
  const plain = name.replace(/[^A-Za-z0-9_]/g, '')
  if (plain === '') return `COL_${index}`
  const kept = plain === name && plain.length <= longest && !/^\d/.test(plain) && !isReservedWord(plain)
  return kept ? plain : `COL_${plain}`.slice(0, longest)
}
