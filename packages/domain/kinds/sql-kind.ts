import type { ApplicationSpec } from '../model/spec.ts'
import { createdSql } from '../sql/created-sql.ts'
import { describeSql } from '../sql/describe-sql.ts'
import { noSqlParts } from '../sql/sql-parts.ts'
import { updatedSql } from '../sql/updated-sql.ts'
import type { Kind } from './kind.ts'

/** SQL text on streams; nothing of what Flink applications are configured with. */
export const sqlKind: Kind = {
  created: ({ SqlApplicationConfiguration = {} }) => ({
    sql: createdSql(SqlApplicationConfiguration),
    vpcConfigurations: [],
  }),
  updated: (current, { SqlApplicationConfigurationUpdate = {} }) => ({
    sql: updatedSql(sqlOf(current), SqlApplicationConfigurationUpdate),
  }),
  described: ({ spec, runConfiguration }) => ({
    SqlApplicationConfigurationDescription: describeSql(sqlOf(spec), runConfiguration?.startingPositions),
  }),
}

const sqlOf = ({ sql = noSqlParts }: ApplicationSpec) => sql
