// A Kafka broker for the tests: its jars from Maven Central, once in the cache.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { cacheFolder } from '../cache-folder.mjs'

const pom = fileURLToPath(new URL('kafka/pom.xml', import.meta.url))

/** Copies the broker's jars unless they are there as the pom has them. */
export function provideKafkaBroker({ log = () => undefined } = {}) {
  const folder = join(cacheFolder(), 'test-kafka')
  const stamp = join(folder, 'pom.sha256')
  const wanted = createHash('sha256').update(readFileSync(pom)).digest('hex')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
  log('fetching a Kafka broker for the tests')
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const goal = ['dependency:copy-dependencies', `-DoutputDirectory=${join(folder, 'lib')}`]
  execFileSync('mvn', ['--batch-mode', '--quiet', '--file', pom, ...goal], { stdio: ['ignore', 'inherit', 'inherit'] })
  writeFileSync(stamp, wanted)
}
