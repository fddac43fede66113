// What SQL code becomes (apps/api/insight/explain-sql-route.ts).
import { callerProblems, json, problem, schema } from './openapi-words.mjs'

const count = { type: 'integer', minimum: 0 }

export const explainSqlPart = {
  paths: {
    '/v1/applications/{applicationName}/sql/explain': {
      get: {
        operationId: 'explainSql',
        tags: ['insight'],
        summary: 'Tell what the code of a SQL application becomes on Flink.',
        description:
          "Needs kinesisanalytics:DescribeApplication. Nothing is run; the job of a running application isn't asked.",
        parameters: [{ name: 'applicationName', in: 'path', required: true, schema: schema('ApplicationName') }],
        responses: {
          200: { description: 'What it becomes, or what is wrong with it.', ...json('SqlExplanation') },
          ...callerProblems,
          404: problem('There is no such application.'),
        },
      },
    },
  },
  schemas: {
    SqlExplanation: {
      type: 'object',
      required: ['problems', 'blocks'],
      properties: {
        problems: {
          type: 'array',
          items: {
            type: 'object',
            required: ['line', 'column', 'message'],
            properties: {
              line: { ...count, description: 'From 1; 0 when only the whole can be meant.' },
              column: count,
              message: { type: 'string' },
            },
          },
        },
        blocks: {
          type: 'array',
          description: 'A query each. An operator that Flink SQL has no words for is named in a comment.',
          items: {
            type: 'object',
            required: ['stream', 'line', 'flinkSql'],
            properties: {
              stream: { type: 'string', description: 'What it fills.' },
              line: { ...count, description: 'Where in the code it begins.' },
              flinkSql: { type: 'string' },
            },
          },
        },
        plan: { type: 'string', description: "Flink's operators, a line each." },
      },
    },
  },
}
