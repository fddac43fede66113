// Errors that AWS's front end answers before (or instead of) an action. They are not in the service's model, so they are written by hand.
import { ServiceError } from './service-error.ts'

/** The X-Amz-Target header names no action of this API, or is missing. */
export class UnknownOperationException extends ServiceError {
  constructor(message: string) {
    super({ name: 'UnknownOperationException', statusCode: 400, message })
  }
}

/** The body is not JSON, or a member has another JSON type than the model gives it. */
export class SerializationException extends ServiceError {
  constructor(message: string) {
    super({ name: 'SerializationException', statusCode: 400, message })
  }
}

/** The request is not signed at all. */
export class MissingAuthenticationTokenException extends ServiceError {
  constructor(message = 'Missing Authentication Token') {
    super({ name: 'MissingAuthenticationTokenException', statusCode: 400, message })
  }
}

/** The request is signed, but a part of the signature is missing or cannot be read. */
export class IncompleteSignatureException extends ServiceError {
  constructor(message: string) {
    super({ name: 'IncompleteSignatureException', statusCode: 400, message })
  }
}

/** Nobody knows the access key, or the session token does not belong to it. */
export class UnrecognizedClientException extends ServiceError {
  constructor(message = 'The security token included in the request is invalid.') {
    super({ name: 'UnrecognizedClientException', statusCode: 400, message })
  }
}

/** The signature is well formed but does not fit the request, the time or the scope. */
export class InvalidSignatureException extends ServiceError {
  constructor(message: string) {
    super({ name: 'InvalidSignatureException', statusCode: 400, message })
  }
}

/** Temporary credentials that have run out. */
export class ExpiredTokenException extends ServiceError {
  constructor(message = 'The security token included in the request is expired') {
    super({ name: 'ExpiredTokenException', statusCode: 400, message })
  }
}

/** The caller is known but not allowed to do this. */
export class AccessDeniedException extends ServiceError {
  constructor(message: string) {
    super({ name: 'AccessDeniedException', statusCode: 400, message })
  }
}

/** Too many requests; every SDK retries this one by itself. */
export class ThrottlingException extends ServiceError {
  constructor(
    message = 'Rate exceeded',
    /** How long to wait; REST tells it as Retry-After, AWS JSON has no place for it. */
    readonly retryAfterSeconds = 1,
  ) {
    super({ name: 'ThrottlingException', statusCode: 400, message })
  }
}

/** The body is larger than the largest legal request. */
export class RequestEntityTooLargeException extends ServiceError {
  constructor(message: string) {
    super({ name: 'RequestEntityTooLargeException', statusCode: 413, message })
  }
}

/** A fault of ours. It says nothing about its cause: the log does, under the same request id. */
export class InternalFailure extends ServiceError {
  constructor(message = 'The request processing has failed because of an unknown error, exception or failure.') {
    super({ name: 'InternalFailure', statusCode: 500, message })
  }
}
