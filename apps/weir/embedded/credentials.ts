import { randomBytes, randomInt } from 'node:crypto'
import { chmod } from 'node:fs/promises'
import { join } from 'node:path'
import { readIfThere, writePrivateFile } from './private-file.ts'

export interface AccessKey {
  readonly accessKeyId: string
  readonly secretAccessKey: string
}

/** Where the administrator's key is: an AWS shared credentials file, so that `AWS_SHARED_CREDENTIALS_FILE` can point at it. */
export const credentialsFile = (dataDir: string): string => join(dataDir, 'credentials')

/**
 * The administrator's key of this data directory: written at the first start (the given key, or a generated one), read ever after.
 * A file without a usable `[default]` profile stops the start: making another key would lock out whoever holds the first.
 */
export async function provideCredentials({
  dataDir,
  given,
}: {
  dataDir: string
  given?: AccessKey | undefined
}): Promise<AccessKey & { readonly file: string; readonly fresh: boolean }> {
  const file = credentialsFile(dataDir)
  const text = await readIfThere(file)
  if (text !== undefined) {
    const key = readDefaultProfile(text)
    if (key === undefined) {
      throw new Error(
        `${file} has no [default] profile with aws_access_key_id and aws_secret_access_key. ` +
          'Restore it, or delete it to have a new administrator key made.',
      )
    }
    await chmod(file, 0o600)
    return { ...key, file, fresh: false }
  }
  const key = given ?? generateKey()
  await writePrivateFile(
    file,
    `[default]\naws_access_key_id = ${key.accessKeyId}\naws_secret_access_key = ${key.secretAccessKey}\n`,
  )
  return { accessKeyId: key.accessKeyId, secretAccessKey: key.secretAccessKey, file, fresh: true }
}

/** A key in the form of AWS's: clients and log filters recognise it as one. */
export function generateKey(): AccessKey {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
  const id = Array.from({ length: 16 }, () => alphabet.charAt(randomInt(alphabet.length))).join('')
  return { accessKeyId: `AKIA${id}`, secretAccessKey: randomBytes(30).toString('base64').replaceAll('/', 'x') }
}

function readDefaultProfile(text: string): AccessKey | undefined {
  let profile = ''
  const found: Record<string, string> = {}
  for (const line of text.split('\n')) {
    const section = /^\s*\[\s*([^\]]+?)\s*\]/.exec(line)
    if (section?.[1] !== undefined) profile = section[1]
    const pair = /^\s*([a-z_]+)\s*=\s*(\S+)\s*$/.exec(line)
    if (profile === 'default' && pair?.[1] !== undefined && pair[2] !== undefined) found[pair[1]] = pair[2]
  }
  const { aws_access_key_id: accessKeyId, aws_secret_access_key: secretAccessKey } = found
  return accessKeyId === undefined || secretAccessKey === undefined ? undefined : { accessKeyId, secretAccessKey }
}
