import { readFile } from 'node:fs/promises'
import { type CodeBundle, type DeploymentRequest, EngineError } from '@weir/domain'
import type { ClusterLayout } from '../cluster-layout.ts'
import { type ObjectFetcher, writeSqlFiles } from '../sql/sql-files.ts'

/**
 * The jar or archive that a deployment runs, as a local file: the user's own, or, for the code of a SQL application, the jar that runs it, with
 * what it reads put where it looks.
 */
export async function provideCode({
  request,
  layout,
  code,
  sql,
}: {
  request: DeploymentRequest
  layout: ClusterLayout
  code: { materialize(bundle: CodeBundle): Promise<string> }
  sql: { readonly jar: string; readonly objects: ObjectFetcher } | undefined
}): Promise<string> {
  const bundle = request.code && (await code.materialize(request.code))
  if (request.sql === undefined) {
    if (bundle !== undefined) return bundle
    throw new EngineError('configuration', 'The application has no application code to run.')
  }
  if (sql === undefined) throw new EngineError('configuration', 'SQL applications cannot be run on this worker.')
  const text = request.sql.text ?? (bundle === undefined ? '' : await readFile(bundle, 'utf8'))
  await writeSqlFiles({ request, sql: request.sql, code: text, layout, objects: sql.objects })
  return sql.jar
}
