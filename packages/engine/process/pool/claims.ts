import { randomUUID } from 'node:crypto'
import { link, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** Which deployment a member of the warm pool belongs to, for ever. */
export interface Claim {
  readonly memberId: string
  readonly applicationId: string
  readonly deploymentId: string
}

const PREFIX = 'pool-'

/** A member's name is `pool-<keeper>-<uuid>`; deployments are plain UUIDs. */
export const memberName = (keeper: string): string => `${PREFIX}${keeper}-${randomUUID()}`
export const isMember = (id: string): boolean => id.startsWith(PREFIX)
export const isMemberOf = (keeper: string, id: string): boolean => id.startsWith(`${PREFIX}${keeper}-`)

/** Beside the clusters, where no sandbox reaches. */
const claimsDirectory = (clustersDir: string): string => join(dirname(clustersDir), 'claims')
const claimFile = (clustersDir: string, memberId: string): string => join(claimsDirectory(clustersDir), memberId)

/** True for the one caller that may have the member. Whoever reads the claim reads all of it. */
export async function claim(clustersDir: string, made: Claim): Promise<boolean> {
  const file = claimFile(clustersDir, made.memberId)
  await mkdir(dirname(file), { recursive: true, mode: 0o700 })
  const fresh = join(dirname(file), `.${randomUUID()}`)
  await writeFile(fresh, JSON.stringify(made), { mode: 0o600 })
  try {
    // Unlike a rename, a link is refused where there is one.
    await link(fresh, file)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  } finally {
    await rm(fresh, { force: true })
  }
}

/** Whose a member is; undefined while it is nobody's. */
export async function claimOf(clustersDir: string, memberId: string): Promise<Claim | undefined> {
  const text = await readFile(claimFile(clustersDir, memberId), 'utf8').catch(missing)
  return text === undefined ? undefined : (JSON.parse(text) as Claim)
}

/** The claim of a deployment that has one: an earlier launch, cut off anywhere, may have made it. */
export async function claimFor(clustersDir: string, deploymentId: string): Promise<Claim | undefined> {
  const all = await listClaims(clustersDir)
  return all.find((each) => each.deploymentId === deploymentId)
}

/** All claims of this worker's members. */
export async function listClaims(clustersDir: string): Promise<readonly Claim[]> {
  const names = (await readdir(claimsDirectory(clustersDir)).catch(missing)) ?? []
  const found = await Promise.all(names.filter(isMember).map((name) => claimOf(clustersDir, name)))
  return found.filter((each) => each !== undefined)
}

/** For members whose processes are gone and whose deployment is forgotten: their names never come again. */
export const forgetClaim = (clustersDir: string, memberId: string): Promise<void> =>
  rm(claimFile(clustersDir, memberId), { force: true })

function missing(error: NodeJS.ErrnoException): undefined {
  if (error.code === 'ENOENT') return undefined
  throw error
}
