// Makes the typed database client from prisma/schema.prisma: node scripts/generate-prisma.mjs [--check]
// The generator needs no engine, but the CLI wants to have one downloaded; naming a program that it never runs keeps it
// offline. (Never do that for `prisma migrate`: it would look like success.)
import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { promisify } from 'node:util'

const root = fileURLToPath(new URL('..', import.meta.url))
const output = 'packages/store/generated'

/**
 * Generates the client and compares it with the committed one. Returns the files that differ, as paths in the
 * repository; unless `check` is set they are brought up to date.
 */
export async function generatePrisma({ check = false } = {}) {
  await mkdir(join(root, '.cache'), { recursive: true })
  const scratch = await mkdtemp(join(root, '.cache/prisma-'))
  try {
    // the output's path is relative to the schema, so a copy of the schema writes beside it
    await cp(join(root, 'prisma/schema.prisma'), join(scratch, 'prisma/schema.prisma'))
    await promisify(execFile)(
      process.execPath,
      [join(root, 'node_modules/prisma/build/index.js'), 'generate', '--schema', join(scratch, 'prisma/schema.prisma')],
      {
        cwd: root,
        env: {
          ...process.env,
          PRISMA_SCHEMA_ENGINE_BINARY: '/bin/true',
          PRISMA_HIDE_UPDATE_MESSAGE: '1',
          CHECKPOINT_DISABLE: '1',
        },
      },
    )
    const stale = await differences(join(scratch, output), join(root, output))
    if (!check && stale.length > 0) {
      await rm(join(root, output), { recursive: true, force: true })
      await cp(join(scratch, output), join(root, output), { recursive: true })
    }
    return stale.map((file) => `${output}/${file}`)
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}

async function differences(fresh, committed) {
  const names = new Set([...(await filesIn(fresh)), ...(await filesIn(committed))])
  const differing = []
  for (const name of [...names].sort()) {
    const [left, right] = await Promise.all([textOf(join(fresh, name)), textOf(join(committed, name))])
    if (left !== right) differing.push(name)
  }
  return differing
}

async function filesIn(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
}

const textOf = (file) => readFile(file, 'utf8').catch(() => undefined)

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const check = process.argv.includes('--check')
  const stale = await generatePrisma({ check })
  if (check && stale.length > 0) {
    console.error(`The database client is not what the schema gives; run npm run generate:\n  ${stale.join('\n  ')}`)
    process.exitCode = 1
  } else {
    console.log(check ? 'The database client is up to date.' : `Generated; changed: ${stale.join(', ') || 'nothing'}`)
  }
}
