import type { CodeBundle, CodeSource, RoleAccess } from '@weir/domain'
import {
  CodeUnavailableError,
  mostCodeTextBytes,
  requireCodeText,
  requireCurrentConnector,
  runtimeCatalogue,
} from '@weir/domain'
import type { ActionContext, RuntimeEnvironment } from '@weir/service-model'
import { InvalidArgumentException } from '@weir/service-model'
import type { ActionDeps } from './deps.ts'

/** The access a ServiceExecutionRole gives; throws AWS's answer when the service may not act as the role. */
export const resolveRole = async (
  { roles }: Pick<ActionDeps, 'roles'>,
  roleArn: string,
  { principal, region }: ActionContext,
): Promise<RoleAccess> => {
  const access = await roles.resolve(roleArn, { accountId: principal.accountId, region })
  if (access !== undefined) return access
  throw new InvalidArgumentException(
    `Kinesis Analytics service doesn't have sufficient privileges to assume the role ${roleArn}`,
  )
}

/**
 * Copies the code into the service's own store. Always before the transaction: it is slow, and a copy that no version
 * comes to name harms nobody.
 */
export const importCode = async (
  { code }: Pick<ActionDeps, 'code'>,
  { source, runtime, access, context }: CodeToImport,
): Promise<CodeBundle> => {
  const bundle = await importBundle(code, { source, access, context })
  if (runtimeCatalogue[runtime].codeContentType === 'PLAINTEXT') {
    requireCodeText(bundle.size <= mostCodeTextBytes ? await code.readText(bundle) : undefined, runtime)
  } else {
    requireCurrentConnector(await code.kinesisConnectors(bundle), runtime)
  }
  return bundle
}

interface CodeToImport {
  readonly source: CodeSource
  /** Of the application that the code is for: where it has text for code, the bundle must be such text. */
  readonly runtime: RuntimeEnvironment
  readonly access: RoleAccess
  readonly context: ActionContext
}

const importBundle = async (
  code: ActionDeps['code'],
  { source, access, context }: Omit<CodeToImport, 'runtime'>,
): Promise<CodeBundle> => {
  if (source.kind === 'inline') return code.importBytes(source.bytes)
  const { bucket, key, version } = source
  try {
    return await code.importFromS3({ bucket, key, version, access })
  } catch (error) {
    if (!(error instanceof CodeUnavailableError)) throw error
    context.logger.warn({ bucket, key, version, roleArn: access.roleArn, cause: error.message }, 'code is not readable')
    throw new InvalidArgumentException(
      `Please check the role provided or validity of S3 location you provided. We are unable to get the specified fileKey: ${key} in the specified bucket: ${bucket}`,
    )
  }
}
