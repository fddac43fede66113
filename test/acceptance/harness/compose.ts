import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { root } from './tools.ts'

/** A service of docker-compose.yml, as far as the tests need it. */
export interface ComposeService {
  readonly image?: string
  readonly environment?: Record<string, string>
}

/** docker-compose.yml with its anchors and `${NAME:-default}` resolved as Compose does without a .env file. */
export function readCompose(): { services: Record<string, ComposeService> } {
  const text = readFileSync(join(root, 'docker-compose.yml'), 'utf8')
  const interpolate = (_: unknown, value: unknown) =>
    typeof value === 'string' ? value.replace(/\$\{\w+:-([^}]*)\}/g, '$1') : value
  return parse(text, interpolate, { merge: true })
}
