import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { RuntimeEnvironment } from '@weir/service-model'

/** An installed Flink. */
export interface RuntimeHome {
  readonly runtime: RuntimeEnvironment
  /** Flink's version, `2.2.1`. */
  readonly version: string
  readonly home: string
  /** Absolute paths, in the order of the class path. */
  readonly libJars: readonly string[]
  readonly pluginsDir: string
  readonly optDir: string
  /** PyFlink's Java half. */
  readonly pythonJar?: string | undefined
}

/** Written last by the installer; says what the directory was made from. */
export const MANIFEST = 'weir-runtime.json'

/** Reads an installed runtime; undefined when there is none, or one that was made from other files. */
export async function readRuntimeHome(home: string, manifest: string): Promise<RuntimeHome | undefined> {
  let found: string
  try {
    found = await readFile(join(home, MANIFEST), 'utf8')
  } catch {
    return undefined
  }
  if (found !== manifest) return undefined
  const { runtime, version } = JSON.parse(manifest) as { runtime: RuntimeEnvironment; version: string }
  const jars = (await readdir(join(home, 'lib'))).filter((name) => name.endsWith('.jar')).sort()
  // flink-dist goes last, as Flink's own scripts put it.
  const pythonJar = (await readdir(join(home, 'opt'))).find((name) => /^flink-python.*\.jar$/.test(name))
  const ordered = [...jars.filter((jar) => !isDist(jar)), ...jars.filter(isDist)]
  return {
    runtime,
    version,
    home,
    libJars: ordered.map((jar) => join(home, 'lib', jar)),
    pluginsDir: join(home, 'plugins'),
    optDir: join(home, 'opt'),
    ...(pythonJar === undefined ? {} : { pythonJar: join(home, 'opt', pythonJar) }),
  }
}

const isDist = (jar: string): boolean => jar.startsWith('flink-dist')
