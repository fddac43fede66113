import type { DeploymentRequest } from '@weir/domain'
import { EngineError } from '@weir/domain'
import type { PythonHome } from '../../runtimes/python/python-home.ts'
import type { RuntimeHome } from '../../runtimes/runtime-home.ts'
import { readMainClass } from './application-jar.ts'
import type { ClusterLayout } from '../cluster-layout.ts'
import type { FlinkOptions } from '../launch/flink-config.ts'
import { locatePythonProgram } from '../python/python-program.ts'
import { readRunOptions } from '../python/run-options.ts'
import { unpackArchive } from './unpack-archive.ts'

/** What a cluster runs. */
export interface Program {
  readonly mainClass: string
  readonly arguments: readonly string[]
  /** The user's jar; a Python program may have none. */
  readonly jar?: string | undefined
  /** Jars of the runtime that only this kind of program needs. */
  readonly runtimeJars: readonly string[]
  readonly options: FlinkOptions
  readonly environment: Readonly<Record<string, string>>
  /** What its sandbox must show beside what every program needs. */
  readonly readOnly: readonly string[]
}

const PYTHON_DRIVER = 'org.apache.flink.client.python.PythonDriver'

/** True for an application whose runtime needs its Python environment. */
export const isPython = (request: DeploymentRequest): boolean => readRunOptions(request.propertyGroups) !== undefined

/**
 * Reads what to run from the application's code and properties. A Python program's archive is unpacked into the cluster's directory.
 * Throws EngineError `configuration` for what can never start.
 */
export async function readProgram({
  codeFile,
  request,
  layout,
  runtime,
  python,
}: {
  /** The verified copy of the user's code. */
  codeFile: string
  request: DeploymentRequest
  layout: ClusterLayout
  runtime: RuntimeHome
  /** There when `isPython`. */
  python?: PythonHome | undefined
}): Promise<Program> {
  const runOptions = readRunOptions(request.propertyGroups)
  if (!runOptions) return javaProgram(await readMainClass(codeFile), codeFile)
  if (!python || runtime.pythonJar === undefined) {
    throw new EngineError('configuration', `Python applications cannot be run on ${request.runtimeEnvironment}.`)
  }
  await unpackArchive({ archive: codeFile, directory: layout.code })
  const program = await locatePythonProgram(runOptions, layout.code)
  return {
    mainClass: PYTHON_DRIVER,
    arguments: program.arguments,
    jar: program.jar,
    runtimeJars: [runtime.pythonJar],
    options: {
      'python.executable': python.executable,
      'python.client.executable': python.executable,
      ...program.options,
    },
    environment: {
      FLINK_HOME: runtime.home,
      PYTHONPATH: program.modules,
      // Nothing may be written where it lies.
      PYTHONDONTWRITEBYTECODE: '1',
    },
    readOnly: [python.home, ...python.interpreter],
  }
}

const javaProgram = (mainClass: string, jar: string): Program => ({
  mainClass,
  arguments: [],
  jar,
  runtimeJars: [],
  options: {},
  environment: {},
  readOnly: [],
})
