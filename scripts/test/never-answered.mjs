// Errors that the model declares for an operation and Weir never answers, each with its reason. `*` is for all operations.

/** @type {Record<string, Record<string, string>>} */
export const neverAnswered = {
  '*': {},
}
