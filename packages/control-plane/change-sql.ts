import type { Application, OperationName, SqlSpec } from '@weir/domain'
import { noSqlParts, partId } from '@weir/domain'
import type { ActionContext } from '@weir/service-model'
import { changeSpec } from './change-spec.ts'
import type { ActionDeps } from './deps.ts'
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
  const { application } = await changeSpec(deps, context, {
    input,
    name,
    change: (current, versionId) => {
      requireSql(current)
      return { ...current.spec, sql: change(current.spec.sql ?? noSqlParts, partId(versionId, 0)) }
    },
  })
  return { application, sql: application.spec.sql ?? noSqlParts }
}
