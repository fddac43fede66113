import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, get } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createLogger } from '@weir/telemetry'
import { selfSigned } from '../../../test/acceptance/harness/self-signed.ts'
import { openTlsFiles } from './tls-files.ts'

let folder: string
let files: { certFile: string; keyFile: string }
const lines: string[] = []
const logger = createLogger({ level: 'info', destination: { write: (line) => void lines.push(line) } })

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'weir-tls-'))
  files = { certFile: join(folder, 'tls.crt'), keyFile: join(folder, 'tls.key') }
})
afterEach(() => rmSync(folder, { recursive: true }))

const write = ({ cert, key }: { cert: string; key: string }) => {
  writeFileSync(files.certFile, cert)
  writeFileSync(files.keyFile, key)
}

it('reads a pair again when it is told to, and keeps the one before when the new one does not fit', async () => {
  const [first, second, third] = [selfSigned(), selfSigned(), selfSigned()]
  write(first)
  const source = openTlsFiles({ ...files, logger })
  const seen: unknown[] = []
  source.onChange((certificate) => seen.push(certificate))
  expect(source.current()).toEqual(first)
  source.reload()
  write({ cert: second.cert, key: third.key })
  source.reload()
  rmSync(files.keyFile)
  source.reload()
  expect(source.current()).toEqual(first)
  write(second)
  source.reload()
  expect(source.current()).toEqual(second)
  expect(seen).toEqual([second])
  expect(lines.filter((line) => line.includes('the one before stays'))).toHaveLength(2)
  source.close()
})

it('refuses to begin with a pair that does not fit', () => {
  write({ cert: selfSigned().cert, key: selfSigned().key })
  expect(() => openTlsFiles({ ...files, logger })).toThrow(/mismatch/)
})

it('gives certificates that a client takes', async () => {
  const pair = selfSigned()
  const server = createServer(pair, (_request, answer) => answer.end('hello'))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const status = await new Promise((resolve, reject) => {
    get({ host: '127.0.0.1', port, ca: pair.cert }, ({ statusCode }) => resolve(statusCode)).on('error', reject)
  })
  expect(status).toBe(200)
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
})
