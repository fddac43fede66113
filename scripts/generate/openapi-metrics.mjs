// What applications do in numbers, and what they use.
import { callerProblems, json, problem, schema } from './openapi-words.mjs'

const name = { name: 'applicationName', in: 'path', required: true, schema: schema('ApplicationName') }
const notThere = { 404: problem('There is no such application, or no such metric.') }
const time = { type: 'string', format: 'date-time' }
const text = { type: 'string' }
const number = { type: 'number' }
const count = { type: 'integer', minimum: 0 }
const query = (parameter, schemaOf, description) => ({ name: parameter, in: 'query', schema: schemaOf, description })
const dimensions = {
  task: { ...text, description: 'Absent for the application as a whole.' },
  operator: text,
  parallelism: { ...count, description: 'Number of a subtask, from 0.' },
}
const amount = { kpuSeconds: number, kpuHours: number }
const within = [
  query(
    'from',
    text,
    'Begin of the time, the first of the month unless given: epoch seconds, or ISO 8601 with its zone.',
  ),
  query('to', text, 'End of the time, now unless given.'),
]
const describe = (operationId, summary, rest) => ({
  get: { operationId, tags: ['metrics and usage'], summary, ...rest },
})

export const metricsPart = {
  paths: {
    '/v1/applications/{applicationName}/metrics': describe(
      'listMetrics',
      "Tell an application's metrics, under the names of Managed Service for Apache Flink, with their newest values.",
      {
        description: 'Which parts of the application have metrics of their own is for its MetricsLevel to say.',
        parameters: [
          name,
          query(
            'limit',
            { type: 'integer', minimum: 1, maximum: 5_000, default: 1_000 },
            'Most metrics in the answer.',
          ),
        ],
        responses: { 200: { description: 'As measured last.', ...json('Metrics') }, ...callerProblems, ...notThere },
      },
    ),
    '/v1/applications/{applicationName}/metrics/{metric}': describe(
      'readMetric',
      'Tell what a metric was in the recent past, as GetMetricStatistics does.',
      {
        description:
          'At most 1440 datapoints. Older ones than the service keeps (24 hours unless set otherwise) are not there.',
        parameters: [
          name,
          { name: 'metric', in: 'path', required: true, schema: { type: 'string', minLength: 1 } },
          query(
            'from',
            text,
            'Begin of the time, an hour before its end unless given: epoch seconds, or ISO 8601 with its zone.',
          ),
          query('to', text, 'End of the time, now unless given.'),
          query(
            'period',
            { type: 'integer', minimum: 1, maximum: 86_400, default: 60 },
            'Seconds that a datapoint stands for.',
          ),
          query(
            'statistic',
            { type: 'string', enum: ['Average', 'Sum', 'Minimum', 'Maximum', 'SampleCount'], default: 'Average' },
            'What a datapoint tells of its samples.',
          ),
          query('task', text, 'Of this task; the application as a whole unless given.'),
          query('operator', text, 'Of this operator of the task.'),
          query('parallelism', count, 'Of this subtask of the task.'),
        ],
        responses: { 200: { description: 'Oldest first.', ...json('MetricData') }, ...callerProblems, ...notThere },
      },
    ),
    '/v1/applications/{applicationName}/usage': describe(
      'readUsage',
      'Tell how many KPU-seconds an application has used.',
      {
        description:
          'By the lifetimes of its processes, with one KPU more than it runs on for orchestration, as AWS bills.',
        parameters: [name, ...within],
        responses: { 200: { description: 'Sum and periods.', ...json('Usage') }, ...callerProblems, ...notThere },
      },
    ),
    '/v1/usage': describe(
      'readAccountUsage',
      "Tell how many KPU-seconds the account's applications have used in the region.",
      {
        description: 'Needs kinesisanalytics:ListApplications. Applications that were deleted since are among them.',
        parameters: within,
        responses: { 200: { description: 'Sum and applications.', ...json('AccountUsage') }, ...callerProblems },
      },
    ),
    '/metrics': describe(
      'scrapeMetrics',
      "Tell a Prometheus what this process does and measures, in Prometheus' text format.",
      {
        description:
          'For scrapers that send the token of the setting WEIR_METRICS_TOKEN; without the setting only on this machine.',
        security: [{ bearer: [] }, {}],
        responses: {
          200: { description: 'The metrics.', content: { 'text/plain': { schema: text } } },
          401: problem('The token is missing or wrong.'),
          429: problem('Too many wrong tokens.'),
        },
      },
    ),
  },
  tags: [{ name: 'metrics and usage', description: 'REST: what applications do in numbers, and what they use' }],
  schemas: {
    Metrics: {
      type: 'object',
      required: ['metrics', 'truncated'],
      properties: {
        level: { type: 'string', enum: ['APPLICATION', 'TASK', 'OPERATOR', 'PARALLELISM'] },
        time: { ...time, description: 'When they were measured; absent when nothing was measured yet.' },
        metrics: {
          type: 'array',
          items: {
            type: 'object',
            required: ['metric', 'value'],
            properties: { metric: text, unit: text, ...dimensions, value: number },
          },
        },
        truncated: { type: 'boolean' },
      },
    },
    MetricData: {
      type: 'object',
      required: ['metric', 'unit', 'statistic', 'period', 'dimensions', 'datapoints'],
      properties: {
        metric: text,
        unit: text,
        statistic: text,
        period: count,
        dimensions: { type: 'object', required: ['application'], properties: { application: text, ...dimensions } },
        datapoints: {
          type: 'array',
          items: {
            type: 'object',
            required: ['time', 'value', 'samples'],
            properties: { time, value: number, samples: count },
          },
        },
      },
    },
    Usage: {
      type: 'object',
      required: ['application', 'from', 'to', 'kpuSeconds', 'kpuHours', 'periods', 'truncated'],
      properties: {
        application: text,
        from: time,
        to: time,
        ...amount,
        periods: {
          type: 'array',
          items: {
            type: 'object',
            required: ['from', 'to', 'kpus', 'kpuSeconds', 'deploymentId', 'open'],
            properties: {
              from: time,
              to: time,
              kpus: count,
              kpuSeconds: number,
              deploymentId: text,
              open: { type: 'boolean', description: 'It goes on, as far as is known.' },
            },
          },
        },
        truncated: { type: 'boolean' },
      },
    },
    AccountUsage: {
      type: 'object',
      required: ['from', 'to', 'kpuSeconds', 'kpuHours', 'applications'],
      properties: {
        from: time,
        to: time,
        ...amount,
        applications: {
          type: 'array',
          items: {
            type: 'object',
            required: ['application', 'applicationId', 'kpuSeconds', 'kpuHours'],
            properties: { application: text, applicationId: text, ...amount },
          },
        },
      },
    },
  },
}
