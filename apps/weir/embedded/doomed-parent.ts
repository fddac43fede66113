import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const here = fileURLToPath(new URL('.', import.meta.url))
const scratch = fileURLToPath(new URL('../../../node_modules/.cache/weir-tests/', import.meta.url))

/**
 * For tests: a process of its own that runs `source` (a module beside this file), reports one line by `report(text)`, and then lives until
 * it is killed with SIGKILL, as a service is that loses its machine's patience.
 */
export async function startDoomedParent(source: string): Promise<{ line: string; pid: number; kill(): Promise<void> }> {
  await mkdir(scratch, { recursive: true })
  // Inside the clone, so that packages are found from there.
  const folder = await mkdtemp(join(scratch, 'parent-'))
  const program = join(folder, 'parent.mjs')
  const contents = `
    const report = (line: string) => process.stdout.write(line + '\\n')
    const logger = { debug() {}, info() {}, warn() {}, error() {} }
    ${source}
    setInterval(() => {}, 1000)`
  await build({
    stdin: { contents, resolveDir: here, loader: 'ts' },
    outfile: program,
    bundle: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    // Ours is source, which Node cannot import.
    alias: { '@weir/engine': fileURLToPath(new URL('../../../packages/engine', import.meta.url)) },
  })
  const child = spawn(process.execPath, [program], { stdio: ['ignore', 'pipe', 'inherit'] })
  const line = await firstLine(child)
  return {
    line,
    pid: child.pid ?? 0,
    kill: async () => {
      child.kill('SIGKILL')
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function firstLine(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error('the parent has no output')
  for await (const line of createInterface({ input: child.stdout })) return line
  throw new Error('the parent ended without a word')
}
