// Errors that the model declares for an operation and Weir never answers, each with its reason. `*` is for all operations.

/** @type {Record<string, Record<string, string>>} */
export const neverAnswered = {
  '*': {},
  AddApplicationCloudWatchLoggingOption: {
    InvalidRequestException: 'what is wrong with such a request is answered as InvalidArgumentException',
  },
  DeleteApplicationCloudWatchLoggingOption: {
    InvalidRequestException: 'what is wrong with such a request is answered as InvalidArgumentException',
  },
  UpdateApplicationMaintenanceConfiguration: {
    ConcurrentModificationException: 'the request names no version, and writers wait for one another',
  },
}
