// The look-up of audit records (apps/api/routes/audit.ts).
import { callerProblems, json } from './openapi-words.mjs'

const time = {
  anyOf: [
    { type: 'string', format: 'date-time' },
    { type: 'number', description: 'Epoch seconds.' },
  ],
}
const text = { type: 'string', minLength: 1, maxLength: 2048 }

const parameter = (name, schema, description) => ({ name, in: 'query', required: false, schema, description })

export const auditPart = {
  paths: {
    '/v1/audit': {
      get: {
        operationId: 'lookupEvents',
        tags: ['audit'],
        summary: "Tell what was called in the caller's account, newest first.",
        description: 'Needs cloudtrail:LookupEvents. Every condition that is given must hold.',
        parameters: [
          parameter('from', time, 'Not before this time.'),
          parameter('to', time, 'Not after this time.'),
          parameter('eventName', text, 'The name of the action.'),
          parameter('username', text, 'Who called.'),
          parameter('resource', text, 'A name or an ARN of what the call was about.'),
          parameter('readOnly', { type: 'string', enum: ['true', 'false'] }, 'Whether it could change something.'),
          parameter('limit', { type: 'integer', minimum: 1, maximum: 50, default: 50 }, 'Most events in one answer.'),
          parameter('nextToken', text, 'Where the answer before ended.'),
        ],
        responses: {
          200: { description: 'The events.', ...json('AuditEvents') },
          ...callerProblems,
        },
      },
    },
  },
  tags: [{ name: 'audit', description: 'REST: who did what, as CloudTrail records it' }],
  schemas: {
    AuditEvents: {
      type: 'object',
      required: ['Events'],
      properties: {
        Events: { type: 'array', items: { $ref: '#/components/schemas/AuditEvent' } },
        NextToken: { type: 'string', description: 'Absent when there are no more.' },
      },
    },
    AuditEvent: {
      type: 'object',
      required: [
        'EventId',
        'EventName',
        'EventTime',
        'EventSource',
        'ReadOnly',
        'Username',
        'Resources',
        'CloudTrailEvent',
      ],
      properties: {
        EventId: { type: 'string', format: 'uuid' },
        EventName: { type: 'string' },
        EventTime: { type: 'string', format: 'date-time' },
        EventSource: { type: 'string' },
        ReadOnly: { type: 'boolean' },
        Username: { type: 'string' },
        AccessKeyId: { type: 'string', description: 'Absent for a call with an API token.' },
        Resources: {
          type: 'array',
          items: { type: 'object', required: ['ResourceName'], properties: { ResourceName: { type: 'string' } } },
        },
        CloudTrailEvent: { type: 'object', description: 'The management event as CloudTrail writes it.' },
      },
    },
  },
}
