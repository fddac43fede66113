import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { SecretBox } from '@weir/domain'
import { createSecretBox } from '@weir/store'
import { readIfThere, writePrivateFile } from '../embedded/private-file.ts'
import { SettingError } from '../settings/setting.ts'

/** Where the key for secrets is, as the settings have it: its text, or a file with its text. */
export interface SecretKeySettings {
  readonly key?: string | undefined
  readonly file?: string | undefined
  readonly previous?: string | undefined
}

const bytes = 32
const example = 'MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY='

/** What seals the secrets in Postgres. Without a setting: a key of this data directory, made at the first start. */
export const openSecretBox = async ({
  settings,
  dataDir,
}: {
  settings: SecretKeySettings
  dataDir: string
}): Promise<SecretBox> => {
  const previous = settings.previous === undefined ? undefined : decode(settings.previous, 'WEIR_SECRET_KEY_PREVIOUS')
  return createSecretBox({ key: await currentKey(settings, dataDir), previous })
}

const currentKey = async ({ key, file }: SecretKeySettings, dataDir: string): Promise<Uint8Array> => {
  if (key !== undefined) return decode(key, 'WEIR_SECRET_KEY')
  if (file !== undefined) {
    const text = await readFile(file, 'utf8').catch((error: unknown) => {
      const problem = `names a file that cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown'})`
      throw new SettingError('WEIR_SECRET_KEY_FILE', problem, '/run/secrets/weir-secret-key')
    })
    return decode(text.trim(), 'WEIR_SECRET_KEY_FILE')
  }
  const own = join(dataDir, 'secret-key')
  const stored = await readIfThere(own)
  if (stored !== undefined) return decode(stored.trim(), 'WEIR_SECRET_KEY')
  const fresh = randomBytes(bytes)
  await writePrivateFile(own, `${fresh.toString('base64')}\n`)
  return fresh
}

/** The value is never repeated: it is a secret. */
const decode = (text: string, variable: string): Uint8Array => {
  const key = Buffer.from(text, 'base64')
  const canonical = key.toString('base64').replace(/=+$/, '') === text.replace(/=+$/, '')
  if (canonical && key.length === bytes) return key
  throw new SettingError(variable, `does not give ${bytes} bytes in base64 (openssl rand -base64 ${bytes})`, example)
}
