// npm run chaos: breaks a small production of Weir in every way we know, and looks whether it comes back whole. docs/chaos.md says how.
// It needs what the acceptance tests need: npm test provides it.
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('..', import.meta.url))
// As deep below the root as the tests are, which look for it from where they stand.
const outfile = `${root}.cache/chaos/build/chaos.mjs`

await build({
  absWorkingDir: root,
  entryPoints: ['test/chaos/main.ts'],
  outfile,
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  packages: 'external',
  logLevel: 'warning',
})
spawn(process.execPath, [outfile, ...process.argv.slice(2)], { cwd: root, stdio: 'inherit' }).once('close', (code) => {
  process.exitCode = code ?? 1
})
