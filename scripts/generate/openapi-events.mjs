// What happens to an application (apps/api/insight/events-route.ts).
import { callerProblems, problem, schema } from './openapi-words.mjs'

const kinds = ['status', 'phase', 'deployment', 'health', 'diagnosis', 'scaling', 'maintenance', 'snapshot']
const query = (name, of, description) => ({ name, in: 'query', schema: of, description })
const sequence = { type: 'integer', format: 'int64', minimum: 0 }

export const eventsPart = {
  paths: {
    '/v1/applications/{applicationName}/events': {
      get: {
        operationId: 'readEvents',
        tags: ['insight'],
        summary: 'Tell what happened to an application, or follow it.',
        description:
          'Each move of the status, each phase of an operation and how long it took, each state of a deployment, its first checkpoint, and what else was decided or found. Needs kinesisanalytics:DescribeApplication.',
        parameters: [
          { name: 'applicationName', in: 'path', required: true, schema: schema('ApplicationName') },
          query('kinds', { type: 'string' }, `Only these, with commas between: ${kinds.join(', ')}.`),
          query('limit', { type: 'integer', minimum: 1, maximum: 500, default: 100 }, 'Most events of a page.'),
          query('before', sequence, 'Goes on where an earlier answer ended (its `next`).'),
          query(
            'follow',
            { type: 'boolean', default: false },
            'A stream of server-sent events of what happens from now on, named by their kinds. A client that comes again with Last-Event-ID misses nothing.',
          ),
          query('after', sequence, 'With follow: begin behind this event instead of now.'),
        ],
        responses: {
          200: {
            description: 'Newest first.',
            content: {
              'application/json': { schema: schema('ApplicationEventPage') },
              'text/event-stream': { schema: { type: 'string' } },
            },
          },
          ...callerProblems,
          404: problem('There is no such application.'),
        },
      },
    },
  },
  schemas: {
    ApplicationEventPage: {
      type: 'object',
      required: ['events'],
      properties: {
        events: { type: 'array', items: schema('ApplicationEvent') },
        next: { ...sequence, description: 'The `before` of the next page; absent at the end.' },
      },
    },
    ApplicationEvent: {
      type: 'object',
      required: ['sequence', 'time', 'kind', 'message'],
      properties: {
        sequence: { ...sequence, description: 'Grows with every event.' },
        time: { type: 'string', format: 'date-time' },
        kind: { type: 'string', enum: kinds },
        message: { type: 'string', description: 'One sentence for people.' },
        operationId: { type: 'string' },
        deploymentId: { type: 'string' },
        detail: { type: 'object', additionalProperties: true, description: 'The same for programs, by kind.' },
      },
    },
  },
}
