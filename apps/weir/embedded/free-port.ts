import { createServer } from 'node:net'

/** The wanted port of the address when nobody listens there, otherwise one that the operating system picks. */
export async function freePort(host: string, wanted?: number): Promise<number> {
  if (wanted !== undefined && (await listenOnce(host, wanted)) !== undefined) return wanted
  const picked = await listenOnce(host, 0)
  if (picked === undefined) throw new Error(`no port can be opened on ${host}`)
  return picked
}

/** Whether nobody listens on the port. */
export async function isFree(host: string, port: number): Promise<boolean> {
  return (await listenOnce(host, port)) !== undefined
}

function listenOnce(host: string, port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(undefined))
    server.listen(port, host, () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' ? address?.port : undefined))
    })
  })
}
