// What is in a snapshot (apps/api/insight/snapshot-contents-route.ts).
import { callerProblems, json, problem, schema } from './openapi-words.mjs'

const bytes = { type: 'integer', format: 'int64', minimum: 0 }

export const snapshotContentsPart = {
  paths: {
    '/v1/applications/{applicationName}/snapshots/{snapshotName}/contents': {
      get: {
        operationId: 'readSnapshotContents',
        tags: ['insight'],
        summary: 'Tell how large a snapshot is, and the state of each operator in it.',
        description:
          'Needs kinesisanalytics:DescribeApplicationSnapshot. A snapshot is READY when its files have been read back.',
        parameters: [
          { name: 'applicationName', in: 'path', required: true, schema: schema('ApplicationName') },
          { name: 'snapshotName', in: 'path', required: true, schema: schema('SnapshotName') },
        ],
        responses: {
          200: { description: 'What is known of it.', ...json('SnapshotContents') },
          ...callerProblems,
          404: problem('There is no such snapshot.'),
        },
      },
    },
  },
  tags: [{ name: 'insight', description: 'REST: what happens to an application, how it is and what it says' }],
  schemas: {
    SnapshotContents: {
      type: 'object',
      required: ['status'],
      properties: {
        status: schema('SnapshotStatus'),
        failure: { type: 'string', description: 'Why it FAILED.' },
        sizeInBytes: bytes,
        operators: {
          type: 'array',
          description: 'One entry a chain of operators; empty when the cluster was gone before it could be asked.',
          items: {
            type: 'object',
            required: ['name', 'parallelism', 'sizeInBytes'],
            properties: { name: { type: 'string' }, parallelism: { type: 'integer', minimum: 0 }, sizeInBytes: bytes },
          },
        },
      },
    },
  },
}
