import { createServer as createHttpServer, type RequestListener, type Server } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import type { EdgeSettings } from './settings.ts'

/** How often connections are held against their time limits. */
const checkMs = 2_000

/** The oldest TLS that has no known break. */
const minVersion = 'TLSv1.2'

/** Makes the server that Fastify listens with: its limits of time and size, and TLS where there is a certificate. */
export function httpServer(settings: EdgeSettings) {
  return (handler: RequestListener): Server => {
    const limits = {
      headersTimeout: settings.headerMs,
      requestTimeout: settings.requestMs,
      keepAliveTimeout: settings.keepAliveMs,
      maxHeaderSize: settings.headerBytes,
      connectionsCheckingInterval: checkMs,
    }
    const { certificates } = settings
    if (certificates === undefined) return createHttpServer(limits, handler)
    const tls = { minVersion, handshakeTimeout: settings.headerMs } as const
    const server = createHttpsServer({ ...limits, ...tls, ...certificates.current() }, handler)
    // Connections that are open keep the certificate they were opened with.
    certificates.onChange((certificate) => {
      server.setSecureContext({ minVersion, ...certificate })
    })
    return server
  }
}
