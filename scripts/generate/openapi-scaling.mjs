// Automatic scaling (apps/api/insight/scaling-route.ts).
import { callerProblems, json, problem, schema } from './openapi-words.mjs'

const time = { type: 'string', format: 'date-time' }
const count = { type: 'integer', minimum: 0 }
const policy = { enum: ['cpu', 'backlog'] }

export const scalingPart = {
  paths: {
    '/v1/applications/{applicationName}/scaling': {
      get: {
        operationId: 'readScaling',
        tags: ['insight'],
        summary: 'Tell how automatic scaling stands, why it does nothing, and what it has decided.',
        description:
          'Needs kinesisanalytics:DescribeApplication. Decisions come newest first, each with all that it was made from.',
        parameters: [{ name: 'applicationName', in: 'path', required: true, schema: schema('ApplicationName') }],
        responses: {
          200: { description: 'Where it stands.', ...json('Scaling') },
          ...callerProblems,
          404: problem('There is no such application.'),
        },
      },
    },
  },
  schemas: {
    Scaling: {
      type: 'object',
      required: ['enabled', 'policy', 'currentParallelism', 'decisions'],
      properties: {
        enabled: { type: 'boolean' },
        policy: { ...policy, description: 'cpu is the rule of AWS; backlog is asked for by the tag weir:autoscaling.' },
        settings: { type: 'object', additionalProperties: { type: 'number' }, description: 'Of the backlog policy.' },
        trouble: { type: 'string', description: 'What of the tag is not understood.' },
        currentParallelism: count,
        floor: { ...count, description: 'The configured parallelism.' },
        ceiling: { ...count, description: 'What quotas and the maximum parallelism allow.' },
        limit: {
          type: 'string',
          description: 'What does not let the ceiling be higher: a quota of the account, or Flink.',
        },
        lastEvaluated: {
          type: 'object',
          required: ['time', 'policy', 'verdict', 'pointsAtOrAboveUpper', 'pointsBelowLower'],
          properties: {
            time,
            policy,
            verdict: { type: 'string', description: 'Why nothing was done, or what was.' },
            pointsAtOrAboveUpper: { ...count, description: 'Points in a row.' },
            pointsBelowLower: { ...count, description: 'Points in a row.' },
          },
        },
        decisions: {
          type: 'array',
          items: {
            type: 'object',
            required: ['time', 'policy', 'from', 'to', 'reason', 'inputs', 'operationId'],
            properties: {
              time,
              policy,
              from: count,
              to: count,
              reason: { type: 'string' },
              inputs: { type: 'object', additionalProperties: true },
              operationId: { type: 'string' },
              outcome: schema('OperationStatus'),
              endTime: time,
              error: { type: 'string' },
            },
          },
        },
      },
    },
  },
}
