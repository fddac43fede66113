import { existsSync, readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { listing } from './listing.ts'

/** The root of the repository. */
export const root = join(import.meta.dirname, '../../..')

/** A program of the tests' Python environment, which `npm test` makes. */
export function tool(name: string): string {
  const file = join(cacheFolder(), 'test-tools/bin', name)
  if (!existsSync(file)) throw new Error(`${file} is missing: run the tests through npm test`)
  return file
}

/** The S3Proxy that was provisioned for the embedded S3. */
export function s3ProxyJar(): string {
  const [found] = listing(cacheFolder(), 'jars', /^s3proxy.*\.jar$/)
  if (found === undefined) throw new Error(`no S3Proxy in ${cacheFolder()}: run the tests through npm test`)
  return found
}

/** What a runtime that is installed here was made from, in the form of a file of releases. */
export function installedRelease(runtime: string): Record<string, unknown> {
  const runtimes = join(cacheFolder(), 'runtimes')
  const found = listing(runtimes, '*', 'weir-runtime.json')
    .map((file) => JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>)
    .find((each) => each.runtime === runtime)
  if (!found) throw new Error(`${runtime} is not installed in ${runtimes}`)
  const { version: flinkVersion, distribution, s3Plugin } = found
  return { runtime, flinkVersion, distribution, s3Plugin }
}

function cacheFolder(): string {
  const { WEIR_CACHE_DIR, XDG_CACHE_HOME } = process.env
  return WEIR_CACHE_DIR ?? join(XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'weir')
}
