import { access, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Interpreter } from './find-interpreter.ts'

/** An installed Python environment with PyFlink. */
export interface PythonHome {
  readonly home: string
  readonly executable: string
  /** Of Python, `3.11`. */
  readonly version: string
  /** What else must be visible for it to run: the interpreter that it was made from. */
  readonly interpreter: readonly string[]
}

/** Written last by the installer; says what the environment was made from. */
export const MANIFEST = 'weir-python.json'

/** What an environment was made from: one made from anything else is made anew. */
export interface PythonManifest {
  readonly flinkVersion: string
  /** Of the file with the pinned packages, SHA-256. */
  readonly requirements: string
  readonly interpreter: Interpreter
}

/** Reads an environment; undefined when there is none, it was made from other pins, or its interpreter is gone. */
export async function readPythonHome(home: string, requirements: string): Promise<PythonHome | undefined> {
  try {
    const manifest = JSON.parse(await readFile(join(home, MANIFEST), 'utf8')) as PythonManifest
    const { version, program, prefixes } = manifest.interpreter
    if (manifest.requirements !== requirements) return undefined
    await access(program)
    // The system's own folders are in every sandbox; a program may lie outside of its prefix.
    const shown = prefixes.filter((prefix) => prefix !== '/usr')
    const isSeen = ['/usr', ...shown].some((prefix) => program.startsWith(`${prefix}/`))
    const interpreter = [...shown, ...(isSeen ? [] : [program])]
    return { home, executable: join(home, 'bin', 'python3'), version, interpreter }
  } catch {
    return undefined
  }
}
