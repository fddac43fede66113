import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Where the installation is and who asks. */
export interface Target {
  readonly endpoint: string
  readonly region: string
  readonly credentials: {
    readonly accessKeyId: string
    readonly secretAccessKey: string
    readonly sessionToken?: string | undefined
  }
}

/** The one place that touches it. */
export const readEnvironment = (): NodeJS.ProcessEnv => ({ ...process.env })

/** What an option, then the environment, then the data directory says. */
export const readTarget = (
  env: NodeJS.ProcessEnv,
  given: { endpoint?: string | undefined; region?: string | undefined },
): Target => ({
  endpoint: (given.endpoint ?? env.WEIR_ENDPOINT ?? `http://127.0.0.1:${env.WEIR_PORT ?? '4580'}`).replace(/\/+$/, ''),
  region: given.region ?? env.AWS_REGION ?? env.AWS_DEFAULT_REGION ?? env.WEIR_REGION ?? 'us-east-1',
  credentials: credentialsOf(env),
})

const credentialsOf = (env: NodeJS.ProcessEnv): Target['credentials'] => {
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = env
  if (accessKeyId && secretAccessKey) return { accessKeyId, secretAccessKey, sessionToken: env.AWS_SESSION_TOKEN }
  const file = env.AWS_SHARED_CREDENTIALS_FILE ?? join(env.WEIR_DATA_DIR ?? '.weir', 'credentials')
  const profile = env.AWS_PROFILE ?? 'default'
  const found = profileIn(readText(file), profile)
  if (found.aws_access_key_id !== undefined && found.aws_secret_access_key !== undefined) {
    return {
      accessKeyId: found.aws_access_key_id,
      secretAccessKey: found.aws_secret_access_key,
      sessionToken: found.aws_session_token,
    }
  }
  throw new Error(
    `There is no key to sign with: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or WEIR_DATA_DIR to a folder whose credentials file has the profile [${profile}] (looked at ${file}).`,
  )
}

const readText = (file: string): string => {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

const profileIn = (text: string, wanted: string): Partial<Record<string, string>> => {
  let profile = ''
  const found: Record<string, string> = {}
  for (const line of text.split('\n')) {
    profile = /^\s*\[\s*([^\]]+?)\s*\]/.exec(line)?.[1] ?? profile
    const [, name, value] = /^\s*([a-z_]+)\s*=\s*(\S+)\s*$/.exec(line) ?? []
    if (profile === wanted && name !== undefined && value !== undefined) found[name] = value
  }
  return found
}
