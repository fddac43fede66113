import { EngineError } from '@weir/domain'
import { jarEntryNames, openJar, readJarEntry } from './jar-file.ts'
import { RUN_OPTIONS } from '../python/run-options.ts'

/**
 * Finds what to run in a code bundle: the jar's main class. AWS names no main class in the API either, so the manifest has to.
 * Whatever is wrong here can never start and is told to the user in words.
 */
export async function readMainClass(file: string): Promise<string> {
  const jar = await openJar(file).catch((error: unknown) => {
    throw wrong('The application code is not a jar file: it cannot be read as a zip archive.', error)
  })
  try {
    if (jar.entryCount > MOST_ENTRIES) throw wrong(`The application code has more than ${MOST_ENTRIES} entries.`)
    const names = await jarEntryNames(jar).catch((error: unknown) => {
      throw wrong('The application code is not a usable jar file: its directory is damaged.', error)
    })
    const manifest = names.get('META-INF/MANIFEST.MF')
    if (!manifest) {
      if ([...names.keys()].some((name) => name.endsWith('.py'))) {
        throw wrong(
          `The application code is a zip archive of Python files. Name its main script in the property group ${RUN_OPTIONS}, key python.`,
        )
      }
      const nested = [...names.keys()].filter((name) => name.endsWith('.jar'))
      throw wrong(
        nested.length > 0
          ? `The application code is a zip archive around ${nested[0] ?? 'a jar'}. Upload the application's jar itself.`
          : 'The application code is a zip archive without META-INF/MANIFEST.MF. Upload a jar whose manifest has a Main-Class.',
      )
    }
    const mainClass = attribute((await readManifest(jar, manifest)).toString('utf8'), 'Main-Class')
    if (mainClass === undefined) {
      throw wrong("The jar's manifest (META-INF/MANIFEST.MF) has no Main-Class attribute.")
    }
    if (!names.has(`${mainClass.replaceAll('.', '/')}.class`)) {
      throw wrong(`The main class ${mainClass}, named by the jar's manifest, is not in the jar.`)
    }
    return mainClass
  } finally {
    jar.close()
  }
}

/** A jar with all of its libraries has tens of thousands. */
const MOST_ENTRIES = 200_000

/** It may be encrypted, damaged, or a bomb. */
const readManifest = (jar: Awaited<ReturnType<typeof openJar>>, manifest: Parameters<typeof readJarEntry>[1]) =>
  readJarEntry(jar, manifest).catch((error: unknown) => {
    throw wrong(`The jar's manifest (META-INF/MANIFEST.MF) cannot be read: ${(error as Error).message}.`, error)
  })

/** A manifest folds lines at 72 bytes; a continuation begins with one space. */
function attribute(manifest: string, name: string): string | undefined {
  const main = manifest.replace(/\r\n?/g, '\n').replace(/\n /g, '').split('\n\n')[0] ?? ''
  for (const line of main.split('\n')) {
    const colon = line.indexOf(':')
    if (colon > 0 && line.slice(0, colon).trim().toLowerCase() === name.toLowerCase()) {
      return line.slice(colon + 1).trim() || undefined
    }
  }
  return undefined
}

const wrong = (message: string, cause?: unknown): EngineError => new EngineError('configuration', message, { cause })
