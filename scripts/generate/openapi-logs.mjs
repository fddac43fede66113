// What the processes of applications have logged.
import { callerProblems, problem, schema } from './openapi-words.mjs'

const text = { type: 'string' }
const query = (name, of, description) => ({ name, in: 'query', schema: of, description })
const time = 'Epoch seconds, or ISO 8601 with its zone.'

export const logsPart = {
  paths: {
    '/v1/applications/{applicationName}/logs': {
      get: {
        operationId: 'readLogs',
        tags: ['logs'],
        summary: 'Read what the processes of an application have logged, or follow it.',
        description:
          'The present deployment and earlier ones whose logs are kept, oldest first. Needs the permission logs:FilterLogEvents on the application.',
        parameters: [
          { name: 'applicationName', in: 'path', required: true, schema: schema('ApplicationName') },
          query('from', text, `Begin of the range. ${time}`),
          query('to', text, `End of the range, no part of it. ${time}`),
          query(
            'filter',
            { type: 'string', maxLength: 1024 },
            'CloudWatch\'s filter pattern of terms: term "a phrase" -without ?either ?or. Compared letter by letter; no JSON patterns, no regular expressions.',
          ),
          query('level', { type: 'string', enum: ['DEBUG', 'INFO', 'WARN', 'ERROR'] }, 'This severe or more.'),
          query(
            'component',
            { type: 'string', pattern: '^(jobmanager|taskmanager(-[0-9]{1,4})?|service)$' },
            'One process, all taskmanagers, or what Weir itself says.',
          ),
          query('limit', { type: 'integer', minimum: 1, maximum: 10000, default: 100 }, 'Most events of a page.'),
          query('next', text, 'Goes on where an earlier answer ended.'),
          query('newest', { type: 'boolean', default: false }, 'The end of the range instead of its beginning.'),
          query(
            'follow',
            { type: 'boolean', default: false },
            'A stream of server-sent events (`log`) of what is logged from now on, or from `from`. It may end; a client that comes again with Last-Event-ID misses nothing.',
          ),
        ],
        responses: {
          200: {
            description: 'Events, oldest first.',
            content: {
              'application/json': { schema: schema('LogPage') },
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
    LogPage: {
      type: 'object',
      required: ['events', 'complete'],
      properties: {
        events: { type: 'array', items: schema('LogRecord') },
        next: { type: 'string', description: 'The parameter of the next page; absent at the end.' },
        complete: { type: 'boolean', description: 'False when a worker that may have more did not answer.' },
      },
    },
    LogRecord: {
      type: 'object',
      required: ['time', 'component', 'deploymentId', 'event'],
      properties: {
        time: { type: 'string', format: 'date-time' },
        component: text,
        deploymentId: text,
        event: schema('LogEvent'),
      },
    },
    LogEvent: {
      type: 'object',
      description: 'As AWS writes it to CloudWatch Logs.',
      required: [
        'applicationARN',
        'applicationVersionId',
        'locationInformation',
        'logger',
        'message',
        'messageSchemaVersion',
        'messageType',
        'threadName',
      ],
      properties: {
        applicationARN: text,
        applicationVersionId: text,
        locationInformation: text,
        logger: text,
        message: text,
        messageSchemaVersion: { type: 'string', const: '1' },
        messageType: text,
        threadName: text,
        throwableInformation: { type: 'array', items: text, description: 'A stack trace, line by line.' },
      },
    },
  },
  tags: [{ name: 'logs', description: 'What applications log' }],
}
