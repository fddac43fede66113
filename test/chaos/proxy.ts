import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

/** What a proxy does with what passes through it. */
export type Weather =
  | 'pass'
  /** New connections are refused, present ones reset. */
  | 'reset'
  /** Nothing passes, nothing is closed: a network that swallows everything. */
  | 'stall'
  /** Each piece is held for a moment. */
  | 'slow'
  /** HTTP alone: requests are answered with this status instead of reaching the server. */
  | { readonly status: number; readonly share: () => boolean }

export interface Proxy {
  readonly port: number
  turn(weather: Weather): void
  close(): Promise<void>
}

interface Pair {
  readonly client: Socket
  readonly server: Socket
}

const slownessMs = 100

/** A TCP proxy before one server on loopback, whose weather the suite makes. It listens on loopback, or for other networks too. */
export async function startProxy(target: () => number, address = '127.0.0.1'): Promise<Proxy> {
  let weather: Weather = 'pass'
  const pairs = new Set<Pair>()

  const end = (pair: Pair): void => {
    pairs.delete(pair)
    pair.client.destroy()
    pair.server.destroy()
  }
  const carry = (pair: Pair, from: Socket, to: Socket): void => {
    from.on('data', (piece: Buffer) => {
      if (typeof weather === 'object' && from === pair.client && isRequest(piece) && weather.share()) {
        refuse(pair.client, weather.status)
        pairs.delete(pair)
        pair.server.destroy()
        return
      }
      const pass = (): void => {
        if (!to.write(piece)) {
          from.pause()
          to.once('drain', () => weather !== 'stall' && from.resume())
        }
      }
      if (weather === 'slow') setTimeout(pass, slownessMs)
      else pass()
    })
    from.on('end', () => to.end())
    from.on('error', () => {
      end(pair)
    })
    from.on('close', () => {
      end(pair)
    })
  }
  const listener = createServer((client) => {
    if (weather === 'reset') {
      client.on('error', () => undefined)
      client.resetAndDestroy()
      return
    }
    const pair = { client, server: connect(target(), '127.0.0.1') }
    pairs.add(pair)
    carry(pair, client, pair.server)
    carry(pair, pair.server, client)
    if (weather === 'stall') still(pair)
  })
  const still = ({ client, server }: Pair): void => {
    client.pause()
    server.pause()
  }
  await new Promise<void>((resolve) => listener.listen(0, address, resolve))
  return {
    port: (listener.address() as AddressInfo).port,
    turn: (next) => {
      weather = next
      for (const pair of pairs) {
        if (next === 'reset') {
          pair.client.resetAndDestroy()
          end(pair)
        } else if (next === 'stall') still(pair)
        else {
          pair.client.resume()
          pair.server.resume()
        }
      }
    },
    close: () =>
      new Promise((resolve) => {
        for (const pair of pairs) end(pair)
        listener.close(() => {
          resolve()
        })
      }),
  }
}

const isRequest = (piece: Buffer): boolean =>
  /^(GET|HEAD|PUT|POST|DELETE) \S+ HTTP/.test(piece.toString('latin1', 0, 2048))

const refuse = (client: Socket, status: number): void => {
  const code = status === 503 ? 'SlowDown' : 'InternalError'
  const body = `<?xml version="1.0"?><Error><Code>${code}</Code><Message>made by the proxy</Message></Error>`
  client.end(
    `HTTP/1.1 ${status} ${code}\r\nContent-Type: application/xml\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`,
  )
  // What is left of a body that was being sent is not waited for.
  setTimeout(() => client.destroy(), slownessMs)
}
