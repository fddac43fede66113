import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** Runs a program of `test/`, which is TypeScript, with this process's arguments and its exit code for ours. */
export async function runBundled(name) {
  // As deep below the root as the tests are, which look for it from where they stand.
  const outfile = `${root}.cache/${name}/build/${name}.mjs`
  await build({
    absWorkingDir: root,
    entryPoints: [`test/${name}/main.ts`],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    packages: 'external',
    logLevel: 'warning',
  })
  const program = spawn(process.execPath, [outfile, ...process.argv.slice(2)], { cwd: root, stdio: 'inherit' })
  // It may have something to take down before it ends.
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => program.kill(signal))
  program.once('close', (code) => {
    process.exitCode = code ?? 1
  })
}
