import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { withInstallLock } from '../install-lock.ts'
import { runTool } from '../run-tool.ts'
import { findInterpreter, type Interpreter, NoInterpreterError } from './find-interpreter.ts'
import { MANIFEST, type PythonHome, type PythonManifest, readPythonHome } from './python-home.ts'
import { findPythonRelease, type PythonRelease, requirementsFile } from './python-release.ts'

/** For which Flink, from which pins, and to where. */
export interface InstallPythonOptions {
  readonly flinkVersion: string
  /** Environments go to `<cacheDir>/runtimes/pyflink-<version>`. */
  readonly cacheDir: string
  /** Directory of the pinned packages. */
  readonly requirementsDir: string
  readonly log: (line: string) => void
  /** A Python to insist on. */
  readonly python?: string | undefined
  readonly release?: PythonRelease | undefined
}

/**
 * Provides the Python environment of a Flink: found when it is installed, otherwise made by venv and filled by pip with pinned
 * packages, beside its place, and renamed into it. Safe to call from several processes at once. It holds PyFlink without Flink
 * (pip would fetch its 300 MB a second time): that is the runtime. Throws NoInterpreterError when no Python fits.
 */
export async function installPython({
  flinkVersion,
  cacheDir,
  requirementsDir,
  log,
  python,
  release = findPythonRelease(flinkVersion),
}: InstallPythonOptions): Promise<PythonHome> {
  if (!release) throw new NoInterpreterError(`Python applications cannot be run on Flink ${flinkVersion}.`)
  const file = requirementsFile(requirementsDir, flinkVersion)
  const requirements = createHash('sha256')
    .update(await readFile(file))
    .digest('hex')
  const root = join(cacheDir, 'runtimes')
  const home = join(root, `pyflink-${flinkVersion}`)
  const installed = await readPythonHome(home, requirements)
  if (installed) return installed
  await mkdir(root, { recursive: true })
  const interpreter = await findInterpreter({ accepted: release.interpreters, named: python })
  return withInstallLock(`${home}.lock`, async () => {
    const before = await readPythonHome(home, requirements)
    if (before) return before
    log(`Installing PyFlink ${flinkVersion} for Python ${interpreter.version} (about 150 MB)`)
    await install({ root, home, file, interpreter, manifest: { flinkVersion, requirements, interpreter } })
    log(`PyFlink ${flinkVersion} is in ${home}`)
    const done = await readPythonHome(home, requirements)
    if (!done) throw new Error(`The Python environment in ${home} cannot be read although it was just installed.`)
    return done
  })
}

async function install({
  root,
  home,
  file,
  interpreter,
  manifest,
}: {
  root: string
  home: string
  file: string
  interpreter: Interpreter
  manifest: PythonManifest
}): Promise<void> {
  const work = await mkdtemp(join(root, '.installing-'))
  const fresh = join(work, 'home')
  try {
    // Without its own pip: Debian's Python cannot put one in, and the interpreter's does the same.
    await runTool(interpreter.program, ['-m', 'venv', '--without-pip', fresh], work)
    const packages = join(fresh, 'lib', `python${interpreter.version}`, 'site-packages')
    const pip = ['-m', 'pip', 'install', '--quiet', '--no-input', '--disable-pip-version-check']
    const pinned = ['--no-deps', '--require-hashes', '--no-warn-script-location', '-r', file]
    await runTool(interpreter.program, [...pip, ...pinned, '--target', packages], work)
    await runTool(join(fresh, 'bin', 'python3'), ['-c', 'import pyflink.datastream, apache_beam'], work)
    await writeFile(join(fresh, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`)
    // What is in the way was made from other pins, or from a Python that is gone.
    await rm(home, { recursive: true, force: true })
    await rename(fresh, home)
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}
