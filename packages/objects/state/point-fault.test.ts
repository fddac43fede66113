import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createFileRoot } from './file-root.ts'
import { createStateArchive } from './state-archive.ts'

const name = '0f8fad5b-d9cb-469f-a165-70867728950e'

const head = (magic = 0x4960672d, version = 4): Buffer => {
  const bytes = Buffer.alloc(8)
  bytes.writeInt32BE(magic)
  bytes.writeInt32BE(version, 4)
  return bytes
}
const long = (value: number): Buffer => {
  const bytes = Buffer.alloc(8)
  bytes.writeBigInt64BE(BigInt(value))
  return bytes
}
const text = (value: string): Buffer => Buffer.concat([Buffer.from([0, value.length]), Buffer.from(value)])
/** As Flink writes a file of the checkpoint's own directory, and one that several checkpoints share. */
const own = (size: number): Buffer => Buffer.concat([Buffer.from([6]), text(name), long(size)])
const shared = (uri: string, size: number): Buffer => Buffer.concat([Buffer.from([2]), long(size), text(uri)])

let directory: string
let root: ReturnType<typeof createFileRoot>
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'weir-fault-'))
  root = createFileRoot(`file:${directory}/state`)
})
afterEach(() => rm(directory, { recursive: true, force: true }))

const faultOf = async (files: Readonly<Record<string, Uint8Array>>): Promise<string | undefined> => {
  for (const [file, bytes] of Object.entries(files)) {
    await writeFile(join(directory, 'bytes'), bytes)
    await root.put(`${root.uri}/job/${file}`, join(directory, 'bytes'))
  }
  return createStateArchive(root).fault(`${root.uri}/job/chk-7`)
}
const ofMetadata = (bytes: Uint8Array) => faultOf({ 'chk-7/_metadata': bytes })

it('finds none with a checkpoint whose files are all there', async () => {
  const uri = `file:${directory}/state/job/shared/${name}`
  const metadata = Buffer.concat([head(), own(5), shared(uri, 3), Buffer.from('rest')])
  const files = { 'chk-7/_metadata': metadata, [`chk-7/${name}`]: Buffer.alloc(5), [`shared/${name}`]: Buffer.alloc(3) }
  expect(await faultOf(files)).toBeUndefined()
})

// Seen in Flink 2.2: one in 256 checkpoints was held for damaged, and an older one restored, whose output was there already.
it.each<[string, Buffer]>([
  [
    "the name of a backend behind a checkpoint's number",
    Buffer.concat([Buffer.from([11]), long(6), text(name), long(128)]),
  ],
  [
    'the same of another form, and a higher number',
    Buffer.concat([Buffer.from([5]), long(0x1_06), text(name), long(128)]),
  ],
  ["a state's own name behind data that ends with the mark", Buffer.concat([Buffer.from([0, 6]), text(name), long(0)])],
])('takes for no file %s', async (_, bytes) => {
  expect(await ofMetadata(Buffer.concat([head(), bytes]))).toBeUndefined()
})

it.each<[string, () => Promise<string | undefined>, RegExp]>([
  ['gone', () => faultOf({}), /_metadata is gone/],
  ['empty', () => ofMetadata(Buffer.alloc(0)), /cut off/],
  ['cut off', () => ofMetadata(head().subarray(0, 6)), /cut off/],
  ["not Flink's", () => ofMetadata(head(7)), /not one of Flink/],
  ['of an unknown version', () => ofMetadata(head(undefined, 99)), /version 99/],
  ['naming a file that is gone', () => ofMetadata(Buffer.concat([head(), own(5)])), /is missing/],
  [
    'naming a file of another size',
    () => faultOf({ 'chk-7/_metadata': Buffer.concat([head(), own(5)]), [`chk-7/${name}`]: Buffer.alloc(4) }),
    /has not 5 bytes/,
  ],
  [
    'naming a shared file that is gone',
    () => ofMetadata(Buffer.concat([head(), shared(`s3://b/some/job/shared/${name}`, 3)])),
    /shared\/.* is missing/,
  ],
])('tells that a _metadata is %s', async (_, fault, said) => {
  expect(await fault()).toMatch(said)
})
