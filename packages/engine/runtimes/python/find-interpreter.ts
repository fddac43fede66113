import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

/** A Python of this machine. */
export interface Interpreter {
  /** `3.11` */
  readonly version: string
  /** Its real path: an environment made from it links there. */
  readonly program: string
  /** Where its standard library is; what an environment made from it needs beside itself. */
  readonly prefixes: readonly string[]
}

/** Nothing on this machine can run the Python applications of a runtime; says what to do. */
export class NoInterpreterError extends Error {}

const LOOK = `
import json, os, sys
program = os.path.realpath(getattr(sys, '_base_executable', None) or sys.executable)
prefixes = sorted({os.path.realpath(sys.base_prefix), os.path.realpath(sys.base_exec_prefix)})
print(json.dumps({'version': '%d.%d' % sys.version_info[:2], 'program': program, 'prefixes': prefixes}))
`

/**
 * The machine's own Python when its version is one of `accepted`, else another that is installed beside it, the newest first.
 * `named` is the one that a setting insists on.
 */
export async function findInterpreter({
  accepted,
  named,
}: {
  accepted: readonly string[]
  named?: string | undefined
}): Promise<Interpreter> {
  const candidates =
    named === undefined ? ['python3', ...accepted.toReversed().map((version) => `python${version}`)] : [named]
  const seen: string[] = []
  for (const candidate of candidates) {
    const found = await look(candidate)
    if (found && accepted.includes(found.version)) return found
    if (found) seen.push(`${candidate} is ${found.version}`)
  }
  throw new NoInterpreterError(
    `Python applications of this runtime need Python ${accepted.join(', ')}; on this worker ` +
      `${seen.length === 0 ? 'none was found' : seen.join(', ')}. Install one of them ` +
      `(apt-get install python3 python3-venv, or pyenv install ${accepted.at(-1)}) or name it in WEIR_PYTHON.`,
  )
}

async function look(program: string): Promise<Interpreter | undefined> {
  try {
    const { stdout } = await promisify(execFile)(program, ['-c', LOOK])
    return JSON.parse(stdout) as Interpreter
  } catch {
    return undefined // not installed, or a shim for a version that is not
  }
}
