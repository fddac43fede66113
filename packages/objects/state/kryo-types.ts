import { sharedFiles } from './savepoint-metadata.ts'
import type { StateRoot } from './state-root.ts'

/** Flink 2 writes 5 and later. */
const lastOfFlink1 = 4
const readableMetadata = 64 * 1024 * 1024
/** Flink describes the serializers of a file's state at its beginning. */
const readableHead = 1024 * 1024
const atOnce = 8

/** What Flink writes before the description of a Kryo serializer: its class, then a version of four bytes, then the type it is for. */
const mark = Buffer.from('org.apache.flink.api.java.typeutils.runtime.kryo.KryoSerializerSnapshot')

/**
 * Types of values that Flink 1 has serialized with Kryo in a checkpoint or savepoint; none in what another Flink has written, of which
 * eight bytes are read. They are found by the name of the serializer's description, in the metadata and at the beginning of every file.
 */
export const kryoTypesOfFlink1 = async (root: StateRoot, location: string): Promise<readonly string[]> => {
  const head = await root.read(`${location}/_metadata`, 8)
  if (head === undefined || head.length < 8 || head.readInt32BE(4) > lastOfFlink1) return []
  const metadata = (await root.read(`${location}/_metadata`, readableMetadata)) ?? Buffer.alloc(0)
  const job = location.slice(0, location.lastIndexOf('/'))
  const files = [
    ...(await root.list(location)).map(({ uri }) => uri).filter((uri) => !uri.endsWith('/_metadata')),
    ...sharedFiles(metadata).map(({ name }) => `${job}/${name}`),
  ]
  const types = new Set(typesIn(metadata))
  for (let next = 0; next < files.length; next += atOnce) {
    const heads = await Promise.all(files.slice(next, next + atOnce).map((uri) => root.read(uri, readableHead)))
    for (const each of heads) for (const type of typesIn(each ?? Buffer.alloc(0))) types.add(type)
  }
  return [...types].sort()
}

const typesIn = (bytes: Buffer): string[] => {
  const types: string[] = []
  for (let at = bytes.indexOf(mark); at >= 0; at = bytes.indexOf(mark, at + 1)) {
    const length = at + mark.length + 4
    if (length + 2 > bytes.length) continue
    const name = bytes.toString('latin1', length + 2, length + 2 + bytes.readUInt16BE(length))
    types.push(/^[\w$.[;]+$/.test(name) ? name : 'an unknown type')
  }
  return types
}
