// docs/lifecycle.md, printed by the domain's own function from the table that the service runs on.
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const entry = fileURLToPath(new URL('../../packages/domain/lifecycle-document.ts', import.meta.url))

/** The text of docs/lifecycle.md. Node 20 reads no TypeScript, so the module is bundled in memory first. */
export async function generateLifecycle() {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    format: 'esm',
    platform: 'node',
    write: false,
  })
  const module = await import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].text).toString('base64')}`)
  return module.lifecycleDocument()
}
