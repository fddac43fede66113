import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { run } from './run.mjs'

const coordinates = 'org.gaul:s3proxy:4.1.0:jar:jar-with-dependencies'
const name = 's3proxy-4.1.0-jar-with-dependencies.jar'
const sha256 = 'a4d025969aaf796616ed4b1e2491d87d455ce84bb28cb9db086b2e6aaa68b48d'

/** Fetches the server of the embedded S3 into the cache (apps/weir/artifacts.ts looks there) unless it is there; true when fetched. */
export async function provideS3Proxy({ cacheDir, log }) {
  const folder = join(cacheDir, 'jars')
  if (existsSync(join(folder, name))) return false
  log(`mvn dependency:copy ${coordinates} (55 MB)`)
  mkdirSync(folder, { recursive: true })
  const work = mkdtempSync(join(folder, '.fetching-'))
  try {
    await run(
      'mvn',
      ['--batch-mode', '--quiet', 'dependency:copy', `-Dartifact=${coordinates}`, `-DoutputDirectory=${work}`],
      {
        cwd: work,
        remedy: 'Maven must reach Maven Central (or a mirror of it, set in ~/.m2/settings.xml). Then run this again.',
      },
    )
    const [file] = readdirSync(work)
    const found = createHash('sha256')
      .update(readFileSync(join(work, file)))
      .digest('hex')
    if (found !== sha256) throw new Error(`${coordinates} has the checksum ${found}; ${sha256} was expected.`)
    // Whole or not at all: a name in the cache is taken for the file.
    renameSync(join(work, file), join(folder, name))
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
  return true
}
