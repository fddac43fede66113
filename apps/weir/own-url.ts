import { hostname } from 'node:os'
import type { Config } from './config.ts'

/** Where others reach this process, as far as it can tell itself: its host's name, where it listens on every address. */
export const ownUrl = ({ host, port }: Pick<Config, 'host' | 'port'>): string => {
  const name = host === '0.0.0.0' || host === '::' ? hostname() : host
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`
}
