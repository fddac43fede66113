import { EngineError, type PropertyGroupSpec } from '@weir/domain'

/** AWS's name of the property group that makes of a zip archive a Python application. */
export const RUN_OPTIONS = 'kinesis.analytics.flink.run.options'

/** What the group says; paths are relative to the archive's root. */
export interface RunOptions {
  /** The main script; exactly one of it and `module` is there. */
  readonly script?: string | undefined
  readonly module?: string | undefined
  readonly jar?: string | undefined
  readonly files: readonly string[]
  /** `path`, or `path#directory it is unpacked to`. */
  readonly archives: readonly string[]
}

const KNOWN = ['python', 'jarfile', 'pyFiles', 'pyModule', 'pyArchives']
/** Flink's own command line has them; AWS does not either, and nothing is fetched while an application starts. */
const NOT_TAKEN: Readonly<Record<string, string>> = {
  pyRequirements: 'put the packages into the archive and name their folder or zip file in pyFiles',
  pyExecutable: "the runtime's own Python runs the application",
}

/**
 * Reads the run options of an application; undefined when it has none and is a jar therefore. Throws EngineError `configuration` with
 * the key that is wrong.
 */
export function readRunOptions(groups: readonly PropertyGroupSpec[]): RunOptions | undefined {
  const map = groups.find(({ id }) => id === RUN_OPTIONS)?.map
  if (!map) return undefined
  for (const key of Object.keys(map)) {
    const advice = NOT_TAKEN[key]
    if (advice !== undefined) throw wrong(`${key} is not supported: ${advice}`)
    if (!KNOWN.includes(key)) throw wrong(`there is no key ${JSON.stringify(key)}; there are ${KNOWN.join(', ')}`)
  }
  const value = (key: string): string | undefined => map[key]?.trim() || undefined
  const list = (key: string): readonly string[] =>
    (value(key) ?? '')
      .split(',')
      .map((item) => item.trim())
      .filter((item) => item !== '')
  const [script, module] = [value('python'), value('pyModule')]
  if (script === undefined && module === undefined) {
    throw wrong('it names no program: python (the path of the main script in the archive) is missing')
  }
  if (script !== undefined && module !== undefined) throw wrong('python and pyModule exclude each other')
  if (script !== undefined && !script.endsWith('.py')) {
    throw wrong(`python must name a .py file, and ${JSON.stringify(script)} is none`)
  }
  if (module !== undefined && !/^[A-Za-z_]\w*(\.[A-Za-z_]\w*)*$/.test(module)) {
    throw wrong(`pyModule must be the dotted name of a module, and ${JSON.stringify(module)} is none`)
  }
  const jar = value('jarfile')
  if (jar !== undefined && !jar.endsWith('.jar')) {
    throw wrong(`jarfile must name one .jar file, and ${JSON.stringify(jar)} is none`)
  }
  return { script, module, jar, files: list('pyFiles'), archives: list('pyArchives') }
}

/** The user's to mend: it ends the start and stands in ErrorString. */
export const wrong = (what: string): EngineError =>
  new EngineError('configuration', `Property group ${RUN_OPTIONS} is wrong: ${what}.`)
