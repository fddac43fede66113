import { execFile } from 'node:child_process'
import { chmod, chown, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { DeploymentRequest } from '@weir/domain'
import type { RuntimeHome } from '../../runtimes/runtime-home.ts'
import { stateDirectory } from './cluster-files.ts'
import type { ClusterLayout } from '../cluster-layout.ts'
import { accountFiles, clusterUser, type ClusterUser, workerIsRoot } from '../sandbox/cluster-user.ts'
import { writeFilter } from '../sandbox/choose-sandbox.ts'
import type { ProcessLimits, Sandbox, SandboxView } from '../sandbox/sandbox.ts'

/**
 * What the processes of a cluster see, and who they are. Where they get a user of their own, what they may write becomes that
 * user's: here, because the state may be left by an earlier cluster, which was somebody else.
 */
export async function clusterView({
  layout,
  request,
  runtime,
  launcherJar,
  java,
  sandbox,
  limits,
  isFirst,
}: {
  layout: ClusterLayout
  request: Pick<DeploymentRequest, 'stateUri'>
  runtime: RuntimeHome
  launcherJar: string
  java: { readonly home: string }
  sandbox: Sandbox
  limits: ProcessLimits
  /** Nothing of the cluster has run yet. */
  isFirst: boolean
}): Promise<SandboxView> {
  const state = await stateDirectory(request.stateUri)
  const user = await userIn(sandbox, layout)
  if (workerIsRoot() && isFirst) {
    for (const path of [layout.log, layout.work]) await chown(path, user.uid, user.gid)
    if (state !== undefined) await giveAll(state, user)
  }
  const accounts = { passwd: join(layout.conf, 'passwd'), group: join(layout.conf, 'group') }
  const text = accountFiles(user)
  for (const name of ['passwd', 'group'] as const) {
    await writeFile(accounts[name], text[name])
    await chmod(accounts[name], 0o644)
  }
  return {
    readOnly: [runtime.home, java.home, launcherJar, layout.directory],
    readWrite: [layout.log, layout.work, ...(state === undefined ? [] : [state])],
    tmp: layout.work,
    applicationProperties: layout.applicationProperties,
    systemCalls: await writeFilter(layout.conf),
    accounts,
    cwd: layout.work,
    user,
    limits,
  }
}

/** Only bubblewrap changes the user; the others map the worker's own. */
async function userIn({ kind }: Sandbox, layout: ClusterLayout): Promise<ClusterUser> {
  if (kind === 'bubblewrap') return clusterUser(layout)
  return { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 }
}

/** By the tool, which never follows a link, also not one that is put in its way while it walks: the tree is an application's. */
async function giveAll(directory: string, { uid, gid }: ClusterUser): Promise<void> {
  await promisify(execFile)('chown', ['-hR', `${uid}:${gid}`, '--', directory])
}
