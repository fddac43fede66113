import { readFile } from 'node:fs/promises'
import { createServer } from 'node:net'

/** Where the ports of outgoing connections begin on Linux when nobody has set it. */
const usualFirstEphemeral = 32_768
/** Most servers with a port of their own are below. */
const lowest = 20_000
/** With fewer to choose from the operating system picks. */
const fewest = 1_000

/**
 * Finds free loopback ports, below those that the kernel gives to outgoing connections: a cluster takes seconds to bind its own, and
 * clusters open hundreds of connections meanwhile. Nothing is reserved: another server may still take one before the cluster does, then
 * its manager exits and the deployment is replaced by one with other ports.
 */
export async function chooseFreePorts(
  count: number,
  firstEphemeral = readFirstEphemeral(),
): Promise<readonly number[]> {
  const end = await firstEphemeral
  const candidate = () => (end - lowest < fewest ? 0 : lowest + Math.floor(Math.random() * (end - lowest)))
  const found = new Set<number>()
  for (let attempt = 0; found.size < count; attempt += 1) {
    if (attempt > 100 * count) throw new Error(`There are no ${count} free ports below ${end}`)
    const port = await portIfFree(candidate())
    if (port !== undefined) found.add(port)
  }
  return [...found]
}

/** Linux' `net.ipv4.ip_local_port_range`. */
async function readFirstEphemeral(): Promise<number> {
  const range = await readFile('/proc/sys/net/ipv4/ip_local_port_range', 'utf8').catch(() => '')
  return Number.parseInt(range, 10) || usualFirstEphemeral
}

/** The port, or with 0 one that the operating system picks, when it can be bound. */
function portIfFree(wanted: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(undefined))
    server.listen({ host: '127.0.0.1', port: wanted }, () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    })
  })
}
