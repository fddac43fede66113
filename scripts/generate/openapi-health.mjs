// What anybody may ask.
import { json, problem } from './openapi-words.mjs'

export const healthPart = {
  paths: {
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
    '/problems/{error}': {
      get: {
        operationId: 'describeProblem',
        tags: ['health'],
        summary: 'Tell what an error is: the `type` of every problem leads here.',
        security: [],
        parameters: [{ name: 'error', in: 'path', required: true, schema: { type: 'string', minLength: 1 } }],
        responses: {
          200: { description: 'The error in general.', ...json('ProblemKind') },
          400: problem('The path cannot be read.'),
          404: problem('There is no error of that name.'),
        },
      },
    },
  },
  tags: [{ name: 'health', description: 'For supervisors and scripts' }],
  schemas: {
    Liveness: { type: 'object', required: ['live'], properties: { live: { type: 'boolean', const: true } } },
    Readiness: {
      type: 'object',
      required: ['ready', 'checks'],
      properties: {
        ready: { type: 'boolean' },
        checks: { type: 'object', additionalProperties: { type: 'string' } },
      },
    },
    ProblemKind: {
      type: 'object',
      required: ['error', 'status', 'title'],
      properties: { error: { type: 'string' }, status: { type: 'integer' }, title: { type: 'string' } },
    },
  },
}
