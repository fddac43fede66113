import { readFileSync, unwatchFile, watchFile } from 'node:fs'
import { createSecureContext } from 'node:tls'
import type { Certificate, CertificateSource } from '@weir/app-api'
import type { Logger } from '@weir/telemetry'

/** By polling: files in mounted secrets are replaced by a turn of a link, which a watch on the file does not see. */
const lookEveryMs = 5_000

/**
 * The certificate and key in two files. They are read again when they change, and by `reload` (SIGHUP); a pair that does not fit is
 * refused and the one before stays in use. Throws when the first pair cannot be used.
 */
export const openTlsFiles = ({
  certFile,
  keyFile,
  logger,
}: {
  certFile: string
  keyFile: string
  logger: Logger
}): CertificateSource & { reload(): void; close(): void } => {
  const listeners: ((certificate: Certificate) => void)[] = []
  const read = (): Certificate => {
    const certificate = { cert: readFileSync(certFile, 'utf8'), key: readFileSync(keyFile, 'utf8') }
    createSecureContext(certificate)
    return certificate
  }
  let current = read()

  const reload = (): void => {
    try {
      const next = read()
      if (next.cert === current.cert && next.key === current.key) return
      current = next
      for (const listener of listeners) listener(next)
      logger.info({ certFile }, 'the certificate was replaced')
    } catch (error) {
      // The two files do not change in one moment: between them they do not fit.
      logger.warn({ err: error, certFile, keyFile }, 'the new certificate cannot be used; the one before stays')
    }
  }
  const files = [certFile, keyFile]
  for (const file of files) watchFile(file, { interval: lookEveryMs, persistent: false }, reload)

  return {
    current: () => current,
    onChange: (listener) => listeners.push(listener),
    reload,
    close: () => {
      for (const file of files) unwatchFile(file, reload)
    },
  }
}
