import { rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type DeploymentRequest, EngineError, type RoleAccess, type SqlProgram } from '@weir/domain'
import type { ClusterLayout } from '../cluster-layout.ts'
import { makeSeen, place } from '../launch/cluster-files.ts'

/** Where reference data comes from. */
export interface ObjectFetcher {
  /** Writes the whole object to `file`. Throws with the reason, in words for a user, when it is missing or larger than `maxBytes`. */
  fetch(
    source: { readonly bucket: string; readonly key: string; readonly access: RoleAccess; readonly maxBytes: number },
    file: string,
  ): Promise<void>
}

/** AWS's limit of a reference table. */
const mostReferenceBytes = 1_000_000_000

/**
 * Writes what the SQL job reads: its description and its reference tables, which are fetched once for a deployment, so that all of its processes
 * see the same, those that are started later too. Throws EngineError `configuration` for reference data that cannot be had.
 */
export async function writeSqlFiles({
  request: { applicationArn, applicationName, access },
  sql,
  code,
  layout,
  objects,
}: {
  request: Pick<DeploymentRequest, 'applicationArn' | 'applicationName' | 'access'>
  sql: SqlProgram
  code: string
  layout: ClusterLayout
  objects: ObjectFetcher
}): Promise<void> {
  await makeSeen(layout.directory)
  await makeSeen(layout.conf)
  await makeSeen(layout.referenceData)
  const referenceTables = []
  for (const { bucket, key, ...table } of sql.referenceTables) {
    const file = join(layout.referenceData, table.id)
    await bring({ bucket, key, access, file, objects })
    referenceTables.push({ ...table, file })
  }
  const { inputs, outputs } = sql
  await place(
    layout.sqlJob,
    JSON.stringify({ applicationArn, applicationName, code, inputs, outputs, referenceTables }),
  )
}

async function bring({
  bucket,
  key,
  access,
  file,
  objects,
}: {
  bucket: string
  key: string
  access: RoleAccess
  file: string
  objects: ObjectFetcher
}): Promise<void> {
  if (await stat(file).catch(() => undefined)) return
  const draft = `${file}.new`
  try {
    await objects.fetch({ bucket, key, access, maxBytes: mostReferenceBytes }, draft)
    await rename(draft, file)
  } catch (error) {
    await rm(draft, { force: true })
    throw new EngineError('configuration', `Reference data cannot be read: ${(error as Error).message}`, {
      cause: error,
    })
  }
}
