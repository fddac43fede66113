import { parseArgs } from 'node:util'
import { runtimeCatalogue } from './catalogue.ts'
import { defaultCacheDir } from './config.ts'
import { installRuntime } from './install.ts'

/** What most applications run on; more would only make an installation longer. */
const USUAL = ['FLINK-2_2', 'FLINK-1_20']

const usage = `usage: weir-runtimes install [--cache <directory>] [<runtime>...]
runtimes: ${runtimeCatalogue.map(({ runtime }) => runtime).join(', ')} (${USUAL.join(' and ')} when none is named;
the others are installed when an application first needs them)`

/** Installs runtimes ahead of their first use. */
async function main(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { cache: { type: 'string' } },
    allowPositionals: true,
  })
  const [command, ...named] = positionals
  if (command !== 'install') {
    process.stderr.write(`${usage}\n`)
    return 64
  }
  const runtimes = named.length > 0 ? named : USUAL
  for (const runtime of runtimes) {
    const { home } = await installRuntime({
      runtime,
      cacheDir: values.cache ?? defaultCacheDir(),
      log: (line) => process.stderr.write(`${line}\n`),
    })
    process.stdout.write(`${runtime} ${home}\n`)
  }
  return 0
}

try {
  process.exitCode = await main(process.argv.slice(2))
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
}
