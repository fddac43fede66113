import { ServiceError } from '@weir/service-model'

/** An error whose status on REST is another than its name has in the table. */
export class RestError extends ServiceError {}

/** The application is no longer, or not yet, at the version that If-Match names. */
export const preconditionFailed = (message: string): RestError =>
  new RestError({ name: 'ConcurrentModificationException', statusCode: 412, message })

/** Whoever changes an application must say which version of it. */
export const preconditionRequired = (): RestError =>
  new RestError({
    name: 'InvalidArgumentException',
    statusCode: 428,
    message:
      'Send If-Match with the ETag of the application (or * for whichever it has), or CurrentApplicationVersionId.',
  })

/** The path exists, the method at it does not. */
export const methodNotAllowed = (method: string, allowed: readonly string[]): RestError =>
  new RestError({
    name: 'UnknownOperationException',
    statusCode: 405,
    message: `There is no ${method} at this path, but ${allowed.join(', ')}; see /docs.`,
  })

/** What a caller waited for did not come, and will not. */
export const operationFailed = ({
  status,
  message,
  ...details
}: {
  status: 409 | 422
  message: string
  operation?: string | undefined
  operationId?: string | undefined
  operationStatus?: string | undefined
}): RestError => new RestError({ name: 'OperationFailed', statusCode: status, message, details })
