import { fileURLToPath } from 'node:url'
import { realpath } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { runtimeCatalogue } from './catalogue.ts'
import { defaultCacheDir } from './config.ts'
import { installRuntime } from './install.ts'
import { findJavaHome } from '../process/launch/java-home.ts'
import { makeClassArchives } from './class-archives/class-archives.ts'
import { installPython } from './python/install-python.ts'

/** What most applications run on; more would only make an installation longer. */
const USUAL = ['FLINK-2_2', 'FLINK-1_20']

const usage = `usage: weir-runtimes install [--cache <directory>] [--launcher <jar>] [--java <program>] [--python] [<runtime>...]
runtimes: ${runtimeCatalogue.map(({ runtime }) => runtime).join(', ')} (${USUAL.join(' and ')} when none is named;
the others are installed when an application first needs them)
--launcher  java/runtime's jar: class archives are made too, about 120 MB for each runtime; a start is twice as fast with them
--python  the Python environments of these runtimes too, about 500 MB each`

/** Beside dist/, where this runs. */
const requirementsDir = fileURLToPath(new URL('../packages/engine/runtimes/python', import.meta.url))

/** Installs runtimes ahead of their first use. */
async function main(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: {
      cache: { type: 'string' },
      launcher: { type: 'string' },
      java: { type: 'string', default: 'java' },
      python: { type: 'boolean', default: false },
    },
    allowPositionals: true,
  })
  const [command, ...named] = positionals
  if (command !== 'install') {
    process.stderr.write(`${usage}\n`)
    return 64
  }
  const runtimes = named.length > 0 ? named : USUAL
  for (const runtime of runtimes) {
    const cacheDir = values.cache ?? defaultCacheDir()
    const log = (line: string): void => void process.stderr.write(`${line}\n`)
    const installed = await installRuntime({ runtime, cacheDir, log })
    process.stdout.write(`${runtime} ${installed.home}\n`)
    if (values.launcher !== undefined) {
      const home = await findJavaHome(values.java)
      const java = { program: join(home, 'bin', 'java'), home }
      const launcherJar = await realpath(values.launcher)
      // Without them everything works, only slower.
      await makeClassArchives({ runtime: installed, java, launcherJar, cacheDir, log }).catch((error: unknown) => {
        log(`No class archives: ${String(error)}`)
      })
    }
    if (!values.python) continue
    const python = await installPython({ flinkVersion: installed.version, cacheDir, requirementsDir, log })
    process.stdout.write(`${runtime} ${python.home}\n`)
  }
  return 0
}

try {
  process.exitCode = await main(process.argv.slice(2))
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
}
