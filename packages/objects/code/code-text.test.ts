import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createCodeStore } from './code-store.ts'
import { createFileRoot } from '../state/file-root.ts'

let directory: string
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'weir-code-text-'))
})
afterEach(() => rm(directory, { recursive: true }))

const readBack = async (bytes: Uint8Array): Promise<string | undefined> => {
  const code = createCodeStore({ root: createFileRoot(`file:${directory}/root`), cacheDir: join(directory, 'cache') })
  return code.readText(await code.importBytes(bytes))
}

it.each(['SELECT STREAM "é" FROM T;\r\n', '\ufeffwith a byte order mark', ''])(
  'reads %j byte for byte',
  async (text) => {
    expect(await readBack(Buffer.from(text))).toBe(text)
  },
)

it('finds no text in bytes that are not UTF-8', async () => {
  expect(await readBack(new Uint8Array([0x50, 0x4b, 0x03, 0x04, 0xff, 0xfe]))).toBeUndefined()
})
