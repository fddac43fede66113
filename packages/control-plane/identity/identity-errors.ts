import { ServiceError } from '@weir/service-model'

// The names are those of AWS's IAM and STS, whose work these routes do.

export const noSuchEntity = (what: string): ServiceError =>
  new ServiceError({ name: 'NoSuchEntityException', statusCode: 404, message: `${what} cannot be found.` })

export const entityExists = (what: string): ServiceError =>
  new ServiceError({ name: 'EntityAlreadyExistsException', statusCode: 409, message: `${what} already exists.` })

export const deleteConflict = (message: string): ServiceError =>
  new ServiceError({ name: 'DeleteConflictException', statusCode: 409, message })

export const malformedPolicy = (message: string): ServiceError =>
  new ServiceError({ name: 'MalformedPolicyDocumentException', statusCode: 400, message })

export const limitExceeded = (message: string): ServiceError =>
  new ServiceError({ name: 'LimitExceededException', statusCode: 409, message })
