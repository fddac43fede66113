import { generateKeyPair, randomBytes } from 'node:crypto'
import { chmod, mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import forge from 'node-forge'
import type { ClusterLayout } from '../cluster-layout.ts'
import type { FlinkOptions } from './flink-config.ts'

/**
 * One key for all of a cluster, which is at once the only one that it trusts: for its REST API, for what its processes say to each
 * other, and for us. Other processes of the host reach its ports on loopback, but nothing answers them.
 */
export interface ClusterKeys {
  /** PEM. */
  readonly key: string
  readonly certificate: string
  /** The same for Java. */
  readonly keystore: string
  readonly password: string
}

const keysFile = ({ conf }: Pick<ClusterLayout, 'conf'>): string => join(conf, 'keys.json')
const keystoreFile = ({ conf }: Pick<ClusterLayout, 'conf'>): string => join(conf, 'keys.p12')

/** Undefined for a cluster that never had any. */
export async function readClusterKeys(layout: Pick<ClusterLayout, 'conf'>): Promise<ClusterKeys | undefined> {
  const text = await readFile(keysFile(layout), 'utf8').catch(() => undefined)
  if (text === undefined) return undefined
  // A cluster that was warm has moved since they were made.
  return { ...(JSON.parse(text) as ClusterKeys), keystore: keystoreFile(layout) }
}

/** The cluster's keys, made at its first launch and never changed: its processes come and go. */
export async function ensureClusterKeys(layout: Pick<ClusterLayout, 'conf'>): Promise<ClusterKeys> {
  const known = await readClusterKeys(layout)
  if (known !== undefined) return known
  await mkdir(layout.conf, { recursive: true })
  const { key, certificate, keystore, password } = await takeKeys()
  const keys = { key, certificate, keystore: keystoreFile(layout), password }
  await place(keys.keystore, keystore)
  await place(keysFile(layout), JSON.stringify(keys))
  return keys
}

/** Readable by the cluster's own user; the directory of all clusters is closed to others. */
async function place(file: string, content: string | Buffer): Promise<void> {
  await writeFile(`${file}.new`, content)
  await chmod(`${file}.new`, 0o644)
  await rename(`${file}.new`, file)
}

interface FreshKeys {
  readonly key: string
  readonly certificate: string
  readonly keystore: Buffer
  readonly password: string
}

/** Made ahead, while nobody waits: a key of this kind takes a tenth of a second. */
let next: Promise<FreshKeys> | undefined

async function takeKeys(): Promise<FreshKeys> {
  const taken = next ?? makeKeys()
  next = undefined
  const keys = await taken
  next ??= makeKeys()
  next.catch(() => undefined)
  return keys
}

async function makeKeys(): Promise<FreshKeys> {
  const { privateKey } = await promisify(generateKeyPair)('rsa', {
    modulusLength: 2_048,
    privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  })
  const key = forge.pki.privateKeyFromPem(privateKey)
  const certificate = forge.pki.createCertificate()
  certificate.publicKey = forge.pki.setRsaPublicKey(key.n, key.e)
  certificate.serialNumber = `01${randomBytes(15).toString('hex')}`
  // A clock that is a little behind must not lock a cluster out, and one cluster may run for years.
  certificate.validity.notBefore = new Date('2020-01-01T00:00:00Z')
  certificate.validity.notAfter = new Date('2099-01-01T00:00:00Z')
  const name = [{ name: 'commonName', value: 'weir-cluster' }]
  certificate.setSubject(name)
  certificate.setIssuer(name)
  certificate.setExtensions([
    { name: 'basicConstraints', cA: true },
    {
      name: 'subjectAltName',
      altNames: [
        { type: IP_ADDRESS, ip: '127.0.0.1' },
        { type: DNS_NAME, value: 'localhost' },
      ],
    },
  ])
  certificate.sign(key, forge.md.sha256.create())
  const password = `key-${randomBytes(16).toString('hex')}`
  const options = { algorithm: 'aes256', count: 1_000, friendlyName: 'cluster' } as const
  const keystore = forge.asn1.toDer(forge.pkcs12.toPkcs12Asn1(key, [certificate], password, options)).getBytes()
  return {
    key: privateKey,
    certificate: forge.pki.certificateToPem(certificate),
    keystore: Buffer.from(keystore, 'latin1'),
    password,
  }
}

const DNS_NAME = 2
const IP_ADDRESS = 7

/** Flink's options that close all of its ports to whoever has not the key. */
export function keyOptions({ keystore, password }: ClusterKeys): FlinkOptions {
  const stores = (side: 'internal' | 'rest'): FlinkOptions => ({
    [`security.ssl.${side}.enabled`]: true,
    [`security.ssl.${side}.keystore`]: keystore,
    [`security.ssl.${side}.keystore-password`]: password,
    [`security.ssl.${side}.key-password`]: password,
    // Its own certificate is the one that it trusts.
    [`security.ssl.${side}.truststore`]: keystore,
    [`security.ssl.${side}.truststore-password`]: password,
  })
  return { ...stores('internal'), ...stores('rest'), 'security.ssl.rest.authentication-enabled': true }
}
