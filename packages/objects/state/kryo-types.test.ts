import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createFileRoot } from './file-root.ts'
import { createStateArchive } from './state-archive.ts'

let directory: string
let root: ReturnType<typeof createFileRoot>
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'weir-kryo-'))
  root = createFileRoot(`file:${directory}/state`)
})
afterEach(() => rm(directory, { recursive: true, force: true }))

const metadata = (version: number, rest: Uint8Array = Buffer.alloc(0)): Buffer => {
  const head = Buffer.alloc(8)
  head.writeInt32BE(0x4960672d)
  head.writeInt32BE(version, 4)
  return Buffer.concat([head, rest])
}
const text = (value: string): Buffer => Buffer.concat([Buffer.from([0, value.length]), Buffer.from(value)])
/** As Flink describes a serializer: class, version, type. */
const serializer = (name: string, type: string): Buffer =>
  Buffer.concat([text(`org.apache.flink.api.java.typeutils.runtime.${name}`), Buffer.from([0, 0, 0, 2]), text(type)])
const kryo = (type: string): Buffer => serializer('kryo.KryoSerializerSnapshot', type)

const typesOf = async (files: Readonly<Record<string, Uint8Array>>): Promise<readonly string[]> => {
  for (const [file, bytes] of Object.entries(files)) {
    await writeFile(join(directory, 'bytes'), bytes)
    await root.put(`${root.uri}/savepoint-1/${file}`, join(directory, 'bytes'))
  }
  return createStateArchive(root).kryoTypesOfFlink1(`${root.uri}/savepoint-1`)
}

it('finds the types in the metadata and in every file, each once', async () => {
  const state = Buffer.concat([Buffer.alloc(100), kryo('java.util.BitSet'), Buffer.alloc(10), kryo('[B')])
  expect(await typesOf({ _metadata: metadata(4, kryo('org.example.Order$Line')), one: state, two: state })).toEqual([
    '[B',
    'java.util.BitSet',
    'org.example.Order$Line',
  ])
})

it('finds none where there is none, nor where Flink 2 wrote, nor where nothing is', async () => {
  expect(
    await typesOf({ _metadata: metadata(4), one: serializer('PojoSerializerSnapshot', 'org.example.Order') }),
  ).toEqual([])
  expect(await typesOf({ _metadata: metadata(6, kryo('java.util.BitSet')), one: kryo('java.util.BitSet') })).toEqual([])
  expect(await createStateArchive(root).kryoTypesOfFlink1(`${root.uri}/savepoint-9`)).toEqual([])
})

it('says so when a description is not of the known form', async () => {
  expect(await typesOf({ _metadata: metadata(4), one: kryo('no type\u0001') })).toEqual(['an unknown type'])
})
