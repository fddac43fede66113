import { stat } from 'node:fs/promises'
import { dirname, join, normalize } from 'node:path'
import { type RunOptions, wrong } from './run-options.ts'

/** A Python program in an unpacked archive; absolute paths. */
export interface PythonProgram {
  /** Of Flink's Python driver. */
  readonly arguments: readonly string[]
  readonly jar?: string | undefined
  readonly options: {
    readonly 'python.files'?: string
    readonly 'python.archives'?: string
  }
  /**
   * Where the program's own modules are. AWS leaves open whether a module beside the main script can be imported; here it can, in
   * the program and in its functions.
   */
  readonly modules: string
}

/** Finds what the run options name in the archive that was unpacked to `directory`. Throws EngineError `configuration` with what is missing. */
export async function locatePythonProgram(options: RunOptions, directory: string): Promise<PythonProgram> {
  const find = async (key: string, path: string, kind: 'file' | 'any' = 'file'): Promise<string> => {
    const relative = normalize(path)
    if (relative.startsWith('/') || relative.split('/').includes('..')) {
      throw wrong(`${key} names ${JSON.stringify(path)}, which is not a path inside the archive`)
    }
    const found = await stat(join(directory, relative)).catch(() => undefined)
    if (!found) throw wrong(`${key} names ${JSON.stringify(path)}, which is not in the archive`)
    if (kind === 'file' && !found.isFile()) throw wrong(`${key} names ${JSON.stringify(path)}, which is not a file`)
    return join(directory, relative)
  }
  const script = options.script === undefined ? undefined : await find('python', options.script)
  const jar = options.jar === undefined ? undefined : await find('jarfile', options.jar)
  const files = await Promise.all(options.files.map((path) => find('pyFiles', path, 'any')))
  const archives = await Promise.all(
    options.archives.map(async (entry) => {
      const [path = '', target] = entry.split('#', 2)
      const archive = await find('pyArchives', path)
      return target === undefined ? archive : `${archive}#${target}`
    }),
  )
  if (options.module !== undefined && files.length === 0) await requireModule(options.module, directory)
  return {
    arguments: script === undefined ? ['-pym', options.module ?? ''] : ['-py', script],
    jar,
    options: {
      ...(files.length === 0 ? {} : { 'python.files': files.join(',') }),
      ...(archives.length === 0 ? {} : { 'python.archives': archives.join(',') }),
    },
    modules: script === undefined ? directory : dirname(script),
  }
}

/** Only where nothing else can hold it: pyFiles may be archives. */
async function requireModule(module: string, directory: string): Promise<void> {
  const path = module.replaceAll('.', '/')
  for (const file of [`${path}.py`, `${path}/__main__.py`]) {
    if (await stat(join(directory, file)).catch(() => undefined)) return
  }
  throw wrong(`pyModule names ${module}, but the archive has no ${path}.py`)
}
