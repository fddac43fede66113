import { setting } from './setting.ts'

/** How Python applications run on this worker. */
export interface PythonConfig {
  /** The Python to make environments from; absent = one of the machine's that fits the runtime. */
  readonly program?: string | undefined
}

export const readPythonSettings = (env: Readonly<Record<string, string | undefined>>): PythonConfig => ({
  program: setting(env).optional('WEIR_PYTHON'),
})
