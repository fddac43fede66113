import { createServer } from 'node:net'

/** Below the ports that Linux gives to outgoing connections, one of which may come before whoever is to listen here. */
const [lowest, end] = [10_000, 20_000]

/** A loopback port that nobody listens on just now. */
export async function freePort(): Promise<number> {
  for (let attempt = 0; attempt < 1_000; attempt += 1) {
    const port = lowest + Math.floor(Math.random() * (end - lowest))
    if (await isFree(port)) return port
  }
  throw new Error(`no port is free between ${lowest} and ${end}`)
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(false))
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)))
  })
}
