import { setting } from './setting.ts'

/** What SQL applications need to know of this installation. */
export interface SqlSettings {
  /** Names the file of bindings; absent = every ARN is AWS's own. */
  readonly bindingsFile?: string | undefined
}

export const readSqlSettings = (env: Readonly<Record<string, string | undefined>>): SqlSettings => ({
  bindingsFile: setting(env).optional('WEIR_SQL_BINDINGS'),
})
