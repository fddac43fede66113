import { parseArgs } from 'node:util'
import { runtimeCatalogue } from './catalogue.ts'
import { defaultCacheDir } from './config.ts'
import { installRuntime } from './install.ts'

const usage = `usage: weir-runtimes install [--cache <directory>] [<runtime>...]
runtimes: ${runtimeCatalogue.map(({ runtime }) => runtime).join(', ')} (all when none is named)`

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
  const runtimes = named.length > 0 ? named : runtimeCatalogue.map(({ runtime }) => runtime)
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
