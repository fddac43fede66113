// What Weir tells of operations and AWS does not.
import { callerProblems, json, problem, schema } from './openapi-words.mjs'

export const operationsPart = {
  paths: {
    '/v1/applications/{applicationName}/operations/{operationId}/phases': {
      get: {
        operationId: 'listOperationPhases',
        tags: ['operations'],
        summary: 'Tell how long each part of an operation took, or is taking.',
        parameters: [
          { name: 'applicationName', in: 'path', required: true, schema: schema('ApplicationName') },
          { name: 'operationId', in: 'path', required: true, schema: schema('OperationId') },
        ],
        responses: {
          200: { description: 'The phases in the order in which they began.', ...json('OperationPhases') },
          ...callerProblems,
          404: problem('The application has no such operation.'),
        },
      },
    },
  },
  tags: [{ name: 'operations', description: 'REST: what AWS does not tell of an operation' }],
  schemas: {
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
  },
}
