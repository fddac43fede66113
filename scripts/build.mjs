// Bundles the programs to dist/. Our own packages (@weir/*) go into the bundle; every other package stays an import, so
// that what runs is what npm installed and what the lockfile pins.
import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build as bundle } from 'esbuild'
import { parse } from 'yaml'

const root = fileURLToPath(new URL('..', import.meta.url))

const programs = {
  weir: 'apps/weir/main.ts',
  'weir-cli': 'apps/cli/main.ts',
  'weir-runtimes': 'packages/engine/runtimes/cli.ts',
}

const otherPackagesStayImports = {
  name: 'other-packages-stay-imports',
  setup(build) {
    build.onResolve({ filter: /^[^./]/ }, ({ path, kind }) =>
      kind === 'entry-point' || path.startsWith('@weir/') ? undefined : { path, external: true },
    )
  },
}

/** Bundles every program whose entry exists, and brings openapi.yaml into the form that is shown; resolves to the files written. */
export async function build() {
  const entryPoints = Object.fromEntries(Object.entries(programs).filter(([, entry]) => existsSync(join(root, entry))))
  const { metafile } = await bundle({
    absWorkingDir: root,
    entryPoints,
    outdir: 'dist',
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    sourcemap: true,
    metafile: true,
    logLevel: 'warning',
    plugins: [otherPackagesStayImports],
  })
  requireResolvable(metafile)
  await writeApiDocument()
  return [...Object.keys(metafile.outputs).filter((file) => file.endsWith('.js')), 'dist/openapi.json']
}

// As JSON: reading the YAML takes half a second of every start, and 50 MB that are never given back.
async function writeApiDocument() {
  const document = parse(await readFile(join(root, 'openapi.yaml'), 'utf8'))
  await writeFile(join(root, 'dist/openapi.json'), JSON.stringify(document))
}

// A package that npm could not hoist is found from packages/<x> but not from dist/: better said here than at start.
function requireResolvable({ outputs }) {
  const { resolve } = createRequire(join(root, 'dist/any.js'))
  const missing = new Set()
  for (const { imports } of Object.values(outputs)) {
    for (const { path, external } of imports) {
      if (external && !canResolve(resolve, path)) missing.add(path)
    }
  }
  if (missing.size > 0) {
    throw new Error(`dist/ cannot resolve: ${[...missing].join(', ')} (add them to the root package.json)`)
  }
}

function canResolve(resolve, path) {
  try {
    resolve(path)
    return true
  } catch (error) {
    return error.code === 'ERR_PACKAGE_PATH_NOT_EXPORTED' // an import-only package: it is there
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const started = performance.now()
  const files = await build()
  console.log(`built ${files.join(', ') || 'nothing'} in ${Math.round(performance.now() - started)} ms`)
}
