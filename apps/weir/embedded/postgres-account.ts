import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** As whom the server runs; remembered with the data, whose files belong to that account. */
export type AccountKind = 'self' | 'postgres' | 'namespace'

/** How to call a Postgres program as that account. */
export interface PostgresAccount {
  readonly kind: AccountKind
  readonly owner?: { readonly uid: number; readonly gid: number } | undefined
  wrap(program: string, args: readonly string[]): { program: string; args: readonly string[] }
}

/** The uid that the server believes to have in a namespace of its own; it only has to be another than root's, with a name. */
const NOBODY = '65534'

/**
 * Postgres refuses to run as root. Then it runs as the OS user `postgres`, or, where that user does not exist or cannot reach
 * the files (a clone below /root), as root in a user namespace in which it is nobody and has no privilege.
 */
export async function choosePostgresAccount({
  remembered,
  probe,
}: {
  remembered?: AccountKind | undefined
  /** A command that tells by its exit code whether the account can reach programs and data. */
  probe: { program: string; args: readonly string[] }
}): Promise<PostgresAccount> {
  if (process.getuid?.() !== 0) return self
  const candidates = [await postgresUser(), namespace].filter((account) => account !== undefined)
  const suitable = candidates.filter(({ kind }) => remembered === undefined || kind === remembered)
  let problem: unknown
  for (const account of suitable) {
    const { program, args } = account.wrap(probe.program, probe.args)
    try {
      await run(program, args, { cwd: '/', env: {}, ...account.owner })
      return account
    } catch (error) {
      problem = error
    }
  }
  throw new Error(
    'Postgres does not run as root, and neither the OS user "postgres" nor a user namespace can run it here. ' +
      'Start Weir as an ordinary user, or add the user (useradd --system postgres) and keep the clone and WEIR_DATA_DIR ' +
      'where it can go (not below /root), or set DATABASE_URL.',
    { cause: problem },
  )
}

const self: PostgresAccount = { kind: 'self', wrap: (program, args) => ({ program, args }) }

const namespace: PostgresAccount = {
  kind: 'namespace',
  wrap: (program, args) => ({
    program: '/usr/bin/unshare',
    args: ['--user', `--map-user=${NOBODY}`, `--map-group=${NOBODY}`, '--', program, ...args],
  }),
}

async function postgresUser(): Promise<PostgresAccount | undefined> {
  try {
    const [uid, gid] = await Promise.all(
      ['-u', '-g'].map(async (flag) => Number((await run('id', [flag, 'postgres'])).stdout)),
    )
    if (uid === undefined || gid === undefined) return undefined
    return { kind: 'postgres', owner: { uid, gid }, wrap: (program, args) => ({ program, args }) }
  } catch {
    return undefined
  }
}
