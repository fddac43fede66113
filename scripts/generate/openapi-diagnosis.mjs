// How applications do and why they failed.
import { callerProblems, json, problem, schema } from './openapi-words.mjs'

const name = { name: 'applicationName', in: 'path', required: true, schema: schema('ApplicationName') }
const operation = {
  name: 'operationId',
  in: 'query',
  schema: schema('OperationId'),
  description: 'Only of this operation.',
}
const notThere = { 404: problem('There is no such application.') }
const time = { type: 'string', format: 'date-time' }
const text = { type: 'string' }
const number = { type: 'integer', minimum: 0 }

export const diagnosisPart = {
  paths: {
    '/v1/applications/{applicationName}/health': {
      get: {
        operationId: 'readApplicationHealth',
        tags: ['health and causes'],
        summary: 'Tell how an application does, beside its status.',
        parameters: [name],
        responses: {
          200: { description: 'Its health as of the last look.', ...json('ApplicationHealth') },
          ...callerProblems,
          ...notThere,
        },
      },
    },
    '/v1/applications/{applicationName}/diagnosis': {
      get: {
        operationId: 'readDiagnosis',
        tags: ['health and causes'],
        summary: 'Tell why an application failed last, or why an operation of it did.',
        parameters: [name, operation],
        responses: {
          200: {
            description: 'The newest diagnosis; without the member when there is none.',
            content: {
              'application/json': { schema: { type: 'object', properties: { diagnosis: schema('Diagnosis') } } },
            },
          },
          ...callerProblems,
          ...notThere,
        },
      },
    },
    '/v1/applications/{applicationName}/diagnoses': {
      get: {
        operationId: 'listDiagnoses',
        tags: ['health and causes'],
        summary: 'List the diagnoses that are kept of an application, newest first.',
        parameters: [
          name,
          operation,
          { name: 'limit', in: 'query', schema: { type: 'integer', minimum: 1, maximum: 50, default: 50 } },
        ],
        responses: {
          200: { description: 'At most the newest 50.', ...json('Diagnoses') },
          ...callerProblems,
          ...notThere,
        },
      },
    },
  },
  tags: [{ name: 'health and causes', description: 'REST: how applications do and why they failed' }],
  schemas: {
    ApplicationHealth: {
      type: 'object',
      required: ['state', 'since', 'why', 'failures'],
      properties: {
        state: {
          type: 'string',
          enum: ['UNKNOWN', 'HEALTHY', 'DEGRADED', 'RESTARTING', 'FAILING'],
          description:
            'HEALTHY: runs, has not failed for a while and has completed a checkpoint since. DEGRADED: runs, but something is missing or not ' +
            'proven yet. RESTARTING: is being brought back. FAILING: fails again and again. UNKNOWN: does not run, or has proven nothing yet.',
        },
        since: time,
        why: text,
        failures: { ...number, description: 'Since it was last healthy or was started.' },
        lastFailure: time,
        diagnosisId: { ...text, description: 'Of these failures.' },
      },
    },
    Diagnoses: {
      type: 'object',
      required: ['diagnoses'],
      properties: { diagnoses: { type: 'array', items: schema('Diagnosis') } },
    },
    Diagnosis: {
      type: 'object',
      required: ['id', 'diagnosedAt', 'updatedAt', 'occurrences', 'class', 'remedy', 'cause', 'log', 'heap'],
      properties: {
        id: text,
        operationId: { ...text, description: 'The operation that failed of it, or that was in progress.' },
        deploymentId: text,
        diagnosedAt: time,
        updatedAt: time,
        occurrences: { ...number, description: 'Failures that it stands for; the cause is that of the first.' },
        class: {
          type: 'string',
          enum: [
            'user-code',
            'dependency-or-class-loading',
            'serialization-or-state-incompatibility',
            'out-of-memory',
            'connector-or-permission',
            'checkpoint-or-storage',
            'configuration',
            'infrastructure',
          ],
        },
        remedy: text,
        cause: {
          type: 'object',
          required: ['exception', 'trace', 'echo'],
          properties: {
            exception: { ...text, description: 'Class and message of the innermost cause.' },
            frame: { ...text, description: 'The first place outside of Java and Flink.' },
            trace: text,
            at: time,
            attempt: { ...number, description: 'Which run of the job in its cluster, from 0.' },
            task: text,
            operator: text,
            subtask: { ...text, description: '`2/4`: the second of four.' },
            component: { ...text, description: 'jobmanager or taskmanager-<n>.' },
            labels: { type: 'object', additionalProperties: text, description: "Of Flink's failure enrichers." },
            echo: { type: 'boolean', description: 'Only what another failure made of it is known.' },
          },
        },
        log: {
          type: 'array',
          items: {
            type: 'object',
            required: ['component', 'lines'],
            properties: { component: text, lines: { type: 'array', items: text } },
          },
        },
        checkpoints: {
          type: 'object',
          required: ['completed', 'failed', 'recent'],
          properties: {
            completed: number,
            failed: number,
            lastFailure: text,
            recent: {
              type: 'array',
              items: {
                type: 'object',
                properties: { id: number, status: text, at: time, durationMs: number, sizeBytes: number },
              },
            },
          },
        },
        heap: {
          type: 'array',
          items: {
            type: 'object',
            required: ['component', 'usedBytes', 'maxBytes', 'at'],
            properties: { component: text, usedBytes: number, maxBytes: number, at: time },
          },
        },
      },
    },
  },
}
