/** How an error of AWS's is told on REST. */
export interface ProblemKind {
  readonly status: number
  /** The same for every occurrence; the detail has the particulars. */
  readonly title: string
}

/**
 * Every error that the REST face may answer, by its name. AWS JSON says 400 to nearly everything; HTTP has finer words, and a script
 * that sees only the status can tell what to do: 4xx is for the caller to change, 429 and 503 are to be tried again.
 */
export const problemTable: Readonly<Record<string, ProblemKind>> = {
  AccessDeniedException: { status: 403, title: 'The caller may not do this' },
  CodeValidationException: { status: 422, title: 'The application code is not valid' },
  ConcurrentModificationException: { status: 409, title: 'It was changed meanwhile' },
  DeleteConflictException: { status: 409, title: 'Something still hangs on it' },
  EntityAlreadyExistsException: { status: 409, title: 'There is one of that name' },
  ExpiredTokenException: { status: 401, title: 'The credentials have expired' },
  IncompleteSignatureException: { status: 400, title: 'The signature cannot be read' },
  InternalFailure: { status: 500, title: 'The fault is not the request' },
  InvalidApplicationConfigurationException: {
    status: 422,
    title: 'The application cannot do this as it is configured',
  },
  InvalidArgumentException: { status: 400, title: 'A member of the request is not valid' },
  InvalidRequestException: { status: 422, title: 'The request cannot be granted' },
  InvalidSignatureException: { status: 401, title: 'The signature does not fit the request' },
  LimitExceededException: { status: 409, title: 'A quota of the account is used up' },
  MalformedPolicyDocumentException: { status: 400, title: 'The policy document is not valid' },
  MissingAuthenticationTokenException: { status: 401, title: 'The request has no credentials' },
  NoSuchEntityException: { status: 404, title: 'There is no such thing' },
  OperationFailed: { status: 422, title: 'The operation was begun and did not succeed' },
  RequestEntityTooLargeException: { status: 413, title: 'The request body is too large' },
  ResourceInUseException: { status: 409, title: 'Its present state does not allow this' },
  ResourceNotFoundException: { status: 404, title: 'There is no such thing' },
  ResourceProvisionedThroughputExceededException: { status: 429, title: 'The source was read too often' },
  SerializationException: { status: 400, title: 'The request cannot be read' },
  ServiceUnavailableException: { status: 503, title: 'The service is not available' },
  ThrottlingException: { status: 429, title: 'Too many requests' },
  TooManyTagsException: { status: 422, title: 'The resource would have too many tags' },
  UnableToDetectSchemaException: { status: 422, title: 'The records have no schema that could be found' },
  UnknownOperationException: { status: 404, title: 'There is nothing at this path' },
  UnrecognizedClientException: { status: 401, title: 'Nobody knows these credentials' },
  UnsupportedOperationException: { status: 422, title: 'This is not supported here' },
}

/** A reference that stays the same for as long as the error exists, and where its description is. */
export const problemType = (error: string): string => `/problems/${error}`
