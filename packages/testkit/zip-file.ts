import { crc32, deflateRawSync } from 'node:zlib'

export interface ZipEntry {
  readonly name: string
  readonly content: Buffer | string
  /** What the directory says the content's size is, when it is to lie. */
  readonly statedSize?: number
}

/** A zip file of these entries, deflated. */
export const aZipFile = (entries: readonly ZipEntry[]): Buffer => {
  const bodies: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const { name, content, statedSize } of entries) {
    const raw = Buffer.from(content)
    const deflated = deflateRawSync(raw)
    const described = description({ name, raw, deflated, size: statedSize ?? raw.length })
    const body = Buffer.concat([numbers([4, 0x04034b50]), described, Buffer.from(name), deflated])
    bodies.push(body)
    directory.push(
      Buffer.concat([
        numbers([4, 0x02014b50], [2, 20]),
        described,
        numbers([2, 0], [2, 0], [2, 0], [4, 0], [4, offset]),
        Buffer.from(name),
      ]),
    )
    offset += body.length
  }
  const listed = Buffer.concat(directory)
  const count = entries.length
  const end = numbers([4, 0x06054b50], [2, 0], [2, 0], [2, count], [2, count], [4, listed.length], [4, offset], [2, 0])
  return Buffer.concat([...bodies, listed, end])
}

/** What an entry's own header and the directory have in common. */
const description = ({
  name,
  raw,
  deflated,
  size,
}: {
  name: string
  raw: Buffer
  deflated: Buffer
  size: number
}): Buffer =>
  numbers(
    [2, 20],
    [2, 0],
    [2, 8],
    [4, 0],
    [4, crc32(raw)],
    [4, deflated.length],
    [4, size],
    [2, Buffer.byteLength(name)],
    [2, 0],
  )

const numbers = (...fields: (readonly [bytes: 2 | 4, value: number])[]): Buffer =>
  Buffer.concat(
    fields.map(([bytes, value]) => {
      const field = Buffer.alloc(bytes)
      field.writeUIntLE(value, 0, bytes)
      return field
    }),
  )
