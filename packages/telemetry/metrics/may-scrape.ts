import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

/**
 * Whether a request may read /metrics. With a token: who has it. Without one, when no application is named there: who asks from this very
 * machine and names it so, and no proxy on it that speaks for somebody else, nor a web page whose name was pointed here.
 */
export function mayScrape({ headers, socket }: IncomingMessage, token: string | undefined): boolean {
  if (token !== undefined) {
    const [, given] = /^bearer +(\S+)$/i.exec(headers.authorization ?? '') ?? []
    return given !== undefined && timingSafeEqual(digest(given), digest(token))
  }
  const forwarded = headers.forwarded ?? headers['x-forwarded-for'] ?? headers.via
  const here = /^(::1|(::ffff:)?127\.\d+\.\d+\.\d+)$/.test(socket.remoteAddress ?? '')
  return here && forwarded === undefined && /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i.test(headers.host ?? '')
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
