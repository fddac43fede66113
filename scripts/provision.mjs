// Fetches and builds what Weir stands on, through npm, pip and Maven; what is there already is left alone.
//   node scripts/provision.mjs                 everything, all Flink runtimes
//   node scripts/provision.mjs FLINK-2_2       only this runtime (the others are installed when an application asks for them)
// Downloads go to WEIR_CACHE_DIR, by default ~/.cache/weir (XDG_CACHE_HOME is honoured): outside the clone, because Flink is
// 600 MB that every clone on a machine can share and that `git clean` should not cost.
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { cacheFolder } from './cache-folder.mjs'
import { ensurePrerequisites } from './prerequisites.mjs'
import { provideJavaBuild } from './provision/java-build.mjs'
import { provideNodeModules } from './provision/node-modules.mjs'
import { createProgress } from './provision/progress.mjs'
import { run } from './provision/run.mjs'
import { provideS3Proxy } from './provision/s3-proxy.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))

/** Provides everything; `runtimes` are the Flink runtimes to install, all known ones when none is named. */
export async function provision({ progress = createProgress(), runtimes = [] } = {}) {
  const cacheDir = cacheFolder()
  const done = (changed) => (changed ? 'provided' : 'already there')
  const provide = (name, work) =>
    progress.step(name, async () => done(await work({ root, cacheDir, log: progress.note })))

  const nodeAndFlink = async () => {
    await provide('node modules (npm)', provideNodeModules)
    await progress.step('build of the service', build)
    await progress.step(`Flink ${runtimes.join(', ') || '(all runtimes)'} (pip, Maven)`, () =>
      run(process.execPath, ['dist/weir-runtimes.js', 'install', '--cache', cacheDir, ...runtimes], {
        cwd: root,
        remedy: 'pip must reach its index and Maven its repository. Then run this again; complete downloads are kept.',
      }).then(() => undefined),
    )
  }
  // One Maven at a time on one local repository.
  const mavenParts = async () => {
    await provide('S3 endpoint (Maven)', provideS3Proxy)
    await provide('Java parts (Maven)', provideJavaBuild)
  }
  // Both are waited for even when one fails: a download that goes on behind an error message helps nobody.
  const results = await Promise.allSettled([nodeAndFlink(), mavenParts()])
  const failed = results.find(({ status }) => status === 'rejected')
  if (failed) throw failed.reason
  const launcher = join(root, 'java/runtime/target/weir-launcher.jar')
  await progress.step('class archives, for quick starts', () =>
    run(
      process.execPath,
      ['dist/weir-runtimes.js', 'install', '--cache', cacheDir, '--launcher', launcher, ...runtimes],
      {
        cwd: root,
        remedy: 'A JDK 17 must be on the path.',
      },
    ).then(() => undefined),
  )
}

/** Loaded late: esbuild is one of the node modules. */
async function build() {
  const { build: bundle } = await import('./build.mjs')
  await bundle()
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    ensurePrerequisites({ log: (line) => console.log(line) })
    const progress = createProgress()
    await provision({ progress, runtimes: process.argv.slice(2) })
    console.log(`provisioned in ${progress.seconds().toFixed(1)} s`)
  } catch (error) {
    console.error(error.message)
    process.exitCode = 1
  }
}
