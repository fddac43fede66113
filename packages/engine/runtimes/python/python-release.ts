import { join } from 'node:path'

/** Which Python a Flink's PyFlink runs on. */
export interface PythonRelease {
  readonly flinkVersion: string
  /** Minor versions of Python that all its packages have builds for. */
  readonly interpreters: readonly string[]
}

const releases: readonly PythonRelease[] = [
  { flinkVersion: '1.20.5', interpreters: ['3.9', '3.10', '3.11'] },
  { flinkVersion: '2.2.1', interpreters: ['3.9', '3.10', '3.11', '3.12'] },
  { flinkVersion: '2.3.0', interpreters: ['3.9', '3.10', '3.11', '3.12'] },
]

/** Undefined for a Flink whose Python packages have not been pinned. */
export const findPythonRelease = (flinkVersion: string): PythonRelease | undefined =>
  releases.find((release) => release.flinkVersion === flinkVersion)

/** The pinned packages: every file by its version and content, for each Python that may be there. */
export const requirementsFile = (directory: string, flinkVersion: string): string =>
  join(directory, `pyflink-${flinkVersion}.txt`)
