import { access, constants } from 'node:fs/promises'
import { delimiter, join } from 'node:path'

/** The java executable: of JAVA_HOME when that is set, else the first one on PATH. */
export async function findJava(env: Readonly<Record<string, string | undefined>>): Promise<string> {
  const { JAVA_HOME: home, PATH: path = '' } = env
  if (home !== undefined && home !== '') {
    const java = join(home, 'bin', 'java')
    if (await isExecutable(java)) return java
    throw new Error(
      `JAVA_HOME is ${home}, but there is no ${java}. Set it to a JDK 17, or unset it to use the java on PATH.`,
    )
  }
  for (const directory of path.split(delimiter)) {
    const java = join(directory, 'java')
    if (directory !== '' && (await isExecutable(java))) return java
  }
  throw new Error(
    'There is no java on PATH. Install a JDK 17 (node scripts/prerequisites.mjs says how), or set JAVA_HOME.',
  )
}

async function isExecutable(file: string): Promise<boolean> {
  return access(file, constants.X_OK).then(
    () => true,
    () => false,
  )
}
