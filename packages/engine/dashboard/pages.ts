/**
 * How a page of Flink's REST API is handed on: `json` as it is, `text` (a log) and `configuration` with the values of secret
 * options hidden, `settings` (of the UI itself) with a calmer pace.
 */
export type PageKind = 'json' | 'text' | 'configuration' | 'settings'

const vertex = 'jobs/:id/vertices/:id'

/**
 * Every page of Flink's REST API (1.20 to 2.3) that shows something. What is not here does not exist for a reader: uploaded jars,
 * profilers, everything that triggers, and `jobs/:id/yarn-cancel` and `yarn-stop`, which end a job by GET.
 */
const pages: Readonly<Record<PageKind, readonly string[]>> = {
  settings: ['config'],
  json: [
    'overview',
    'jobmanager/logs',
    'jobmanager/metrics',
    'jobmanager/thread-dump',
    'taskmanagers',
    'taskmanagers/metrics',
    'taskmanagers/:name',
    ...each('taskmanagers/:name', 'logs', 'metrics', 'thread-dump'),
    'jobs',
    'jobs/metrics',
    'jobs/overview',
    'jobs/:id',
    ...each(
      'jobs/:id',
      'accumulators',
      'exceptions',
      'execution-result',
      'metrics',
      'plan',
      'resource-requirements',
      'status',
    ),
    ...each('jobs/:id', 'checkpoints', 'checkpoints/config', 'checkpoints/details/:number'),
    'jobs/:id/checkpoints/details/:number/subtasks/:id',
    ...each('jobs/:id/rescales', 'config', 'history', 'overview', 'summary', 'details/:name'),
    ...each('jobs/:id', 'jobmanager/log-url', 'taskmanagers/:name/log-url'),
    vertex,
    ...each(vertex, 'accumulators', 'backpressure', 'flamegraph', 'jm-operator-metrics', 'metrics', 'subtasktimes'),
    ...each(vertex, 'taskmanagers', 'watermarks', 'subtasks/accumulators', 'subtasks/metrics', 'subtasks/:number'),
    ...each(`${vertex}/subtasks/:number`, 'metrics', 'attempts/:number', 'attempts/:number/accumulators'),
    'applications/overview',
    'applications/:id',
    'applications/:id/exceptions',
  ],
  text: [
    ...each('jobmanager', 'log', 'stdout', 'logs/:name'),
    ...each('taskmanagers/:name', 'log', 'stdout', 'logs/:name'),
  ],
  configuration: [
    ...each('jobmanager', 'config', 'environment'),
    ...each('jobs/:id', 'config', 'jobmanager/config', 'jobmanager/environment'),
    'applications/:id/jobmanager/config',
  ],
}

function each(prefix: string, ...pages: readonly string[]): readonly string[] {
  return pages.map((page) => `${prefix}/${page}`)
}

const wildcards: Readonly<Record<string, RegExp>> = {
  // Jobs, vertices and applications.
  ':id': /^[0-9a-f]{32}$/,
  ':number': /^\d{1,18}$/,
  // TaskManagers (host:port-suffix), log files, and ids of rescales.
  ':name': /^[A-Za-z0-9_][A-Za-z0-9._:-]{0,254}$/,
}

/** The kind of a page by its path; undefined for what a reader may not have. */
export function pageKind(path: readonly string[]): PageKind | undefined {
  for (const kind of Object.keys(pages) as PageKind[]) {
    if (pages[kind].some((pattern) => matches(pattern.split('/'), path))) return kind
  }
  return undefined
}

function matches(pattern: readonly string[], path: readonly string[]): boolean {
  return (
    pattern.length === path.length &&
    pattern.every((part, index) => {
      const segment = path[index] ?? ''
      return wildcards[part]?.test(segment) ?? part === segment
    })
  )
}
