import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { run } from './run.mjs'

const jars = [
  'runtime/target/weir-launcher.jar',
  'kda-sql/target/kda-sql.jar',
  'examples/flights/target/flights.jar',
  'examples/broken/target/broken.jar',
  'examples/broken/target/broken-throws-in-main.jar',
  'sdk-probe/target/sdk-probe.jar',
]

/** Builds java/ unless its sources are those of the last build; true when it was built. */
export async function provideJavaBuild({ root, log }) {
  const java = join(root, 'java')
  const stamp = join(root, '.cache/java-sources.sha256')
  const sources = hashSources(java)
  if (
    jars.every((jar) => existsSync(join(java, jar))) &&
    existsSync(stamp) &&
    readFileSync(stamp, 'utf8') === sources
  ) {
    return false
  }
  log('mvn package in java/')
  await run('mvn', ['--batch-mode', '--quiet', '-Dmaven.test.skip=true', 'package'], {
    cwd: java,
    remedy: 'Maven must reach Maven Central (or a mirror of it, set in ~/.m2/settings.xml). Then run this again.',
  })
  mkdirSync(join(root, '.cache'), { recursive: true })
  writeFileSync(stamp, sources)
  return true
}

function hashSources(java) {
  const hash = createHash('sha256')
  const files = readdirSync(java, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .filter((file) => !file.includes('/target/') && (file.endsWith('/pom.xml') || file.includes('/src/main/')))
    .sort()
  for (const file of files)
    hash
      .update(`${file.slice(java.length)}\0`)
      .update(readFileSync(file))
      .update('\0')
  return hash.digest('hex')
}
