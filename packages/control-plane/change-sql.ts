import type { Application, ApplicationSpec, OperationName, SqlSpec } from '@weir/domain'
import { noSqlParts, partId, requestStatus, requireCurrentVersion } from '@weir/domain'
import type { ActionContext } from '@weir/service-model'
import { changeSpec } from './change-spec.ts'
import { requireSqlCode, requireSqlCodeFits } from './check-sql-code.ts'
import type { ActionDeps } from './deps.ts'
import { findApplication } from './find-application.ts'
import { requireSql } from './require-kind.ts'

export interface SqlChange {
  /** These actions take the version alone; they know no conditional token. */
  readonly input: { readonly ApplicationName: string; readonly CurrentApplicationVersionId: number }
  readonly name: OperationName
  /** The SQL part of the next version; `newId` is for what the change adds. Throws what AWS refuses. */
  readonly change: (current: SqlSpec, newId: string) => SqlSpec
}

/** What the actions on inputs, outputs and reference data have in common: a changed SQL part makes the next version. */
export const changeSql = async (
  deps: ActionDeps,
  context: ActionContext,
  { input, name, change }: SqlChange,
): Promise<{ readonly application: Application; readonly sql: SqlSpec }> => {
  const changed = (current: Application, versionId: number): ApplicationSpec => {
    requireSql(current)
    return { ...current.spec, sql: change(current.spec.sql ?? noSqlParts, partId(versionId, 0)) }
  }
  await requireCodeFits(deps, context, { input, name, changed })
  const { application } = await changeSpec(deps, context, {
    input,
    name,
    change: changed,
  })
  return { application, sql: application.spec.sql ?? noSqlParts }
}

/** What is taken away from an application that does not run is given back later, in another form: nothing is held against it now. */
const requireCodeFits = async (
  deps: ActionDeps,
  context: ActionContext,
  {
    input,
    name,
    changed,
  }: Pick<SqlChange, 'input' | 'name'> & { changed: (current: Application, versionId: number) => ApplicationSpec },
): Promise<void> => {
  const seen = await findApplication(deps.store, context, input.ApplicationName)
  if (seen.status !== 'RUNNING' && name.startsWith('Delete')) return
  requireSql(seen)
  requestStatus(seen, 'update')
  requireCurrentVersion(seen, input)
  const asked = { applicationName: seen.name, spec: changed(seen, seen.versionId + 1), context }
  await (name === 'AddApplicationInput' ? requireSqlCode : requireSqlCodeFits)(deps, asked)
}
