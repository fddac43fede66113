// The words in which the parts of openapi.yaml say the same things.
export const schema = (name) => ({ $ref: `#/components/schemas/${name}` })

export const json = (name) => ({ content: { 'application/json': { schema: schema(name) } } })

/** An answer in problem+json. */
export const problem = (description) => ({
  description,
  content: { 'application/problem+json': { schema: schema('Problem') } },
})

/** Answers of every route that asks who calls. */
export const callerProblems = {
  400: problem('The request cannot be read, or a member of it breaks a constraint.'),
  401: problem('The request has no credentials, or they are not right.'),
  403: problem('The caller may not do this.'),
  429: problem('Too many requests.'),
  500: problem('The fault is not the request.'),
}
