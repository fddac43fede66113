// The REST face in openapi.yaml. It has no model to be generated from: routes in apps/api/routes are described here by hand.
const schema = (name) => ({ $ref: `#/components/schemas/${name}` })
const json = (name) => ({ content: { 'application/json': { schema: schema(name) } } })
const problem = (description) => ({
  description,
  content: { 'application/problem+json': { schema: schema('Problem') } },
})

export const restPaths = {
  '/v1/applications/{name}/operations/{operationId}/phases': {
    get: {
      operationId: 'listOperationPhases',
      tags: ['rest'],
      summary: 'Tell how long each part of an operation took, or is taking.',
      parameters: [
        { name: 'name', in: 'path', required: true, schema: schema('ApplicationName') },
        { name: 'operationId', in: 'path', required: true, schema: schema('OperationId') },
      ],
      responses: {
        200: { description: 'The phases in the order in which they began.', ...json('OperationPhases') },
        400: problem('The name or the id breaks a constraint, or the signature cannot be read.'),
        401: problem('The request is not signed.'),
        403: problem('The signature is not right, or its key may not do this.'),
        404: problem('The application has no such operation.'),
      },
    },
  },
  '/health/live': {
    get: {
      operationId: 'isLive',
      tags: ['health'],
      summary: 'Tell that the process is up.',
      security: [],
      responses: { 200: { description: 'It is.', ...json('Liveness') } },
    },
  },
  '/health/ready': {
    get: {
      operationId: 'isReady',
      tags: ['health'],
      summary: 'Tell whether everything answers that the service stands on.',
      security: [],
      responses: {
        200: { description: 'All of it does.', ...json('Readiness') },
        503: { description: 'Something does not; `checks` names it.', ...json('Readiness') },
      },
    },
  },
}

export const restSchemas = {
  OperationPhases: {
    type: 'object',
    required: ['phases'],
    properties: { phases: { type: 'array', items: schema('OperationPhase') } },
  },
  OperationPhase: {
    type: 'object',
    required: ['name', 'startTime'],
    properties: {
      name: { type: 'string' },
      startTime: { type: 'string', format: 'date-time' },
      endTime: { type: 'string', format: 'date-time', description: 'Absent while the phase goes on.' },
      detail: { type: 'string' },
    },
  },
  Liveness: { type: 'object', required: ['live'], properties: { live: { type: 'boolean', const: true } } },
  Readiness: {
    type: 'object',
    required: ['ready', 'checks'],
    properties: {
      ready: { type: 'boolean' },
      checks: { type: 'object', additionalProperties: { type: 'string' } },
    },
  },
  Problem: {
    type: 'object',
    description: 'RFC 9457',
    required: ['type', 'title', 'status', 'detail', 'requestId'],
    properties: {
      type: { type: 'string' },
      title: { type: 'string' },
      status: { type: 'integer' },
      detail: { type: 'string' },
      requestId: { type: 'string' },
    },
  },
}
