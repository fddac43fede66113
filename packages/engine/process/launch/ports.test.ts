import { createServer } from 'node:net'
import { chooseFreePorts } from './ports.ts'

it('chooses different ports that no outgoing connection is given', async () => {
  const ports = await chooseFreePorts(50, Promise.resolve(32_768))
  expect(new Set(ports).size).toBe(50)
  expect(Math.min(...ports)).toBeGreaterThanOrEqual(20_000)
  expect(Math.max(...ports)).toBeLessThan(32_768)
})

it('leaves out those that are in use', async () => {
  const end = 21_000
  const [used = 0] = await chooseFreePorts(1, Promise.resolve(end))
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(used, '127.0.0.1', resolve))
  try {
    const others = await chooseFreePorts(900, Promise.resolve(end))
    expect(others).not.toContain(used)
  } finally {
    await new Promise((resolve) => server.close(resolve))
  }
})

it('lets the operating system pick where outgoing connections begin low', async () => {
  const [port = 0] = await chooseFreePorts(1, Promise.resolve(1_024))
  expect(port).toBeGreaterThanOrEqual(1_024)
})
