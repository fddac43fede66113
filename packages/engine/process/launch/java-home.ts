import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { EngineError } from '@weir/domain'

/** Asks a Java where it lives: inside a sandbox only real paths exist. */
export async function findJavaHome(java: string): Promise<string> {
  const { stderr } = await promisify(execFile)(java, ['-XshowSettings:properties', '-version']).catch(
    (error: unknown) => {
      throw new EngineError('configuration', `No Java runs as "${java}" on this worker; install a JDK 17.`, {
        cause: error,
      })
    },
  )
  const home = /^\s*java\.home = (.+)$/m.exec(stderr)?.[1]?.trim()
  if (home === undefined) throw new EngineError('configuration', `"${java}" does not tell its java.home.`)
  return home
}
