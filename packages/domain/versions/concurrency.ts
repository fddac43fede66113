import { ConcurrentModificationException, InvalidArgumentException } from '@weir/service-model'
import type { Application } from '../model/application.ts'

/** Throws unless the caller saw the newest version: by its number, its token, or both (then both must be the newest). */
export const requireCurrentVersion = (
  application: Pick<Application, 'versionId' | 'conditionalToken'>,
  seen: { CurrentApplicationVersionId?: number | undefined; ConditionalToken?: string | undefined },
): void => {
  const { CurrentApplicationVersionId: versionId, ConditionalToken: token } = seen
  if (versionId === undefined && token === undefined) {
    throw new InvalidArgumentException('Either CurrentApplicationVersionId or ConditionalToken must be provided.')
  }
  if (versionId !== undefined && versionId !== application.versionId) {
    throw new ConcurrentModificationException(
      'The provided application version ID does not match the most recent version for the application.',
    )
  }
  if (token !== undefined && token !== application.conditionalToken) {
    throw new ConcurrentModificationException(
      'The provided conditional token does not match the most recent version for the application.',
    )
  }
}
