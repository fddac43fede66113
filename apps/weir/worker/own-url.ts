import { hostname } from 'node:os'
import type { Config } from '../settings/config.ts'

/** Where others reach this process, as far as it can tell itself: its host's name, where it listens on every address. */
export const ownUrl = ({ host, port }: Pick<Config, 'host' | 'port'>, scheme: 'http' | 'https'): string => {
  const name = host === '0.0.0.0' || host === '::' ? hostname() : host
  return `${scheme}://${name.includes(':') ? `[${name}]` : name}:${port}`
}
