import { hostname } from 'node:os'
import { ownUrl } from './own-url.ts'

it.each([
  [{ host: '127.0.0.1', port: 4580 }, 'http', 'http://127.0.0.1:4580'],
  [{ host: '::1', port: 4580 }, 'https', 'https://[::1]:4580'],
  [{ host: '0.0.0.0', port: 80 }, 'http', `http://${hostname()}:80`],
  [{ host: '::', port: 80 }, 'http', `http://${hostname()}:80`],
] as const)('of %j by %s is %s', (config, scheme, url) => {
  expect(ownUrl(config, scheme)).toBe(url)
})
