// Our own TypeScript, for the generators: Node 20 reads none, so a module is bundled in memory first.
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** The exports of a module of this repository that needs no package of npm's. */
export async function loadSource(path) {
  const { outputFiles } = await build({
    entryPoints: [root + path],
    bundle: true,
    format: 'esm',
    platform: 'node',
    write: false,
  })
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].text).toString('base64')}`)
}
