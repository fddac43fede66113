import { execFileSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fetch } from 'undici'
import { createConnection } from '../../flink-rest/connection.ts'
import { ensureClusterKeys, keyOptions, readClusterKeys } from './cluster-keys.ts'

let root: string
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'weir-keys-'))
})
afterEach(() => rm(root, { recursive: true }))

it('makes keys once, which Java can read', async () => {
  const conf = join(root, 'conf')
  expect(await readClusterKeys({ conf })).toBeUndefined()
  const keys = await ensureClusterKeys({ conf })
  expect(await ensureClusterKeys({ conf })).toEqual(keys)
  const listed = execFileSync('keytool', ['-list', '-keystore', keys.keystore, '-storepass', keys.password], {
    encoding: 'utf8',
  })
  expect(listed).toMatch(/PrivateKeyEntry/)
  const options = keyOptions(keys)
  expect(options['security.ssl.rest.authentication-enabled']).toBe(true)
  expect(options['security.ssl.internal.truststore']).toBe(keys.keystore)
})

it('opens a server of the same key alone, and shows itself to no other', async () => {
  const [own, other] = await Promise.all(['own', 'other'].map((name) => ensureClusterKeys({ conf: join(root, name) })))
  if (own === undefined || other === undefined) throw new Error('no keys')
  const server = createServer(
    { key: own.key, cert: own.certificate, ca: own.certificate, requestCert: true, rejectUnauthorized: true },
    (_, response) => response.end('open'),
  )
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`
  const connections = [createConnection(own), createConnection(other)] as const
  try {
    expect(await (await fetch(url, { dispatcher: connections[0] })).text()).toBe('open')
    await expect(fetch(url, { dispatcher: connections[1] })).rejects.toThrow()
    await expect(fetch(url)).rejects.toThrow()
  } finally {
    for (const connection of connections) await connection.destroy()
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
})
