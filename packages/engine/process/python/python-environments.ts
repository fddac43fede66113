import { EngineError } from '@weir/domain'
import { NoInterpreterError } from '../../runtimes/python/find-interpreter.ts'
import { installPython } from '../../runtimes/python/install-python.ts'
import type { PythonHome } from '../../runtimes/python/python-home.ts'

/** How Python applications run on a worker. */
export interface PythonSettings {
  /** Directory of the pinned packages, a file for each Flink. */
  readonly requirementsDir: string
  /** The Python to make environments from; absent = one of the machine's that fits. */
  readonly program?: string | undefined
}

/** Provides the environment of a Flink. Throws EngineError: `unreachable` when the registry does not answer, `configuration` where no Python fits. */
export async function pythonEnvironment({
  flinkVersion,
  cacheDir,
  settings,
  log,
}: {
  flinkVersion: string
  cacheDir: string
  settings: PythonSettings | undefined
  log: (line: string) => void
}): Promise<PythonHome> {
  if (!settings) throw new EngineError('configuration', 'This worker runs no Python applications.')
  const { requirementsDir, program: python } = settings
  return installPython({ flinkVersion, cacheDir, requirementsDir, python, log }).catch((error: unknown) => {
    if (error instanceof NoInterpreterError) throw new EngineError('configuration', error.message, { cause: error })
    throw new EngineError('unreachable', `PyFlink cannot be installed: ${String(error)}`, { cause: error })
  })
}
