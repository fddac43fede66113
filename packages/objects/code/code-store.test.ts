import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { aCodeBundle } from '@weir/testkit'
import { aZipFile } from '@weir/testkit/zip-file'
import { createCodeStore } from './code-store.ts'
import { createFileRoot } from '../state/file-root.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'weir-code-'))
})
afterAll(() => rm(folder, { recursive: true }))

it('tells which Kinesis connectors a bundle contains, on any host', async () => {
  const onHost = (name: string) =>
    createCodeStore({ root: createFileRoot(`file:${folder}/root`), cacheDir: join(folder, name) })
  const name = 'META-INF/maven/org.apache.flink/flink-connector-kinesis/pom.properties'
  const bundle = await onHost('one').importBytes(aZipFile([{ name, content: 'version=1.13.2' }]))
  const text = await onHost('one').importBytes(Buffer.from('SELECT 1;'))
  for (const host of ['one', 'two']) {
    expect(await onHost(host).kinesisConnectors(bundle)).toEqual(['1.13.2'])
    expect(await onHost(host).kinesisConnectors(text)).toEqual([])
  }
  await expect(onHost('one').kinesisConnectors(aCodeBundle())).rejects.toThrow(/missing/)
})
