import { findJava } from './embedded/java.ts'
import type { AccessKey } from './embedded/credentials.ts'
import { startEmbeddedPostgres } from './embedded/postgres.ts'
import { startEmbeddedS3 } from './embedded/s3.ts'
import type { Logger } from '@weir/telemetry'
import { s3ProxyJar } from './artifacts.ts'
import type { Config } from './settings/config.ts'

/** Where Postgres and S3 are, embedded or given, and what applications use at S3. */
export interface Foundations {
  readonly databaseUrl: string
  readonly s3: {
    readonly endpoint: string
    readonly pathStyle: boolean
    /** What Weir itself uses: the state root. */
    readonly own: AccessKey
    /** What weir-default's applications use. */
    readonly role: AccessKey
  }
  stop(): Promise<void>
}

/** Starts the embedded parts that no setting replaces, side by side. */
export const startFoundations = async ({
  config,
  admin,
  role,
  environment,
  logger,
}: {
  config: Config
  /** Valid at the embedded S3 too. */
  admin: AccessKey
  /** The default role's key at the embedded S3: never the administrator's. */
  role: AccessKey
  environment: Readonly<Record<string, string | undefined>>
  logger: Logger
}): Promise<Foundations> => {
  const { dataDir, host } = config
  const postgres =
    config.databaseUrl === undefined ? startEmbeddedPostgres({ dataDir, logger }) : Promise.resolve(undefined)
  const s3 =
    config.s3 === undefined
      ? findJava(environment).then((java) =>
          startEmbeddedS3({
            dataDir,
            port: config.s3Port,
            host,
            identities: [admin, role],
            jar: s3ProxyJar(config.cacheDir),
            java,
            logger,
          }),
        )
      : Promise.resolve(undefined)
  const stop = async (): Promise<void> => {
    await Promise.allSettled([postgres, s3].map(async (part) => (await part)?.stop()))
  }
  try {
    const [database, objects] = await Promise.all([postgres, s3])
    return {
      databaseUrl: database?.url ?? config.databaseUrl ?? '',
      s3:
        config.s3 === undefined
          ? { endpoint: objects?.endpoint ?? '', pathStyle: true, own: role, role }
          : {
              endpoint: config.s3.endpoint,
              pathStyle: config.s3.pathStyle,
              own: config.s3,
              role: config.defaultRoleKey ?? config.s3,
            },
      stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}
