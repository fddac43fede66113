import { pageKind } from './pages.ts'

const job = '0123456789abcdef0123456789abcdef'
const kindOf = (path: string) => pageKind(path.split('/'))

it.each([
  ['overview', 'json'],
  ['config', 'settings'],
  [`jobs/${job}`, 'json'],
  [`jobs/${job}/vertices/${job}/subtasks/12/attempts/0`, 'json'],
  [`jobs/${job}/checkpoints/details/7/subtasks/${job}`, 'json'],
  ['taskmanagers/127.0.0.1:38219-ab12cd/metrics', 'json'],
  ['taskmanagers/127.0.0.1:38219-ab12cd/logs/taskmanager-0.log', 'text'],
  ['jobmanager/logs/jobmanager.log.1', 'text'],
  ['jobmanager/config', 'configuration'],
  [`jobs/${job}/config`, 'configuration'],
  [`applications/${job}/jobmanager/config`, 'configuration'],
])('shows %s as %s', (path, kind) => {
  expect(kindOf(path)).toBe(kind)
})

it.each([
  `jobs/${job}/yarn-cancel`,
  `jobs/${job}/yarn-stop`,
  `jobs/${job}/stop`,
  `jobs/${job}/savepoints`,
  `jobs/${job}/savepoints/${job}`,
  `jobs/${job}/rescaling`,
  `v1/jobs/${job}`,
  'jars',
  'jars/x.jar/plan',
  'cluster',
  'datasets',
  'jobmanager/profiler',
  'jobmanager/logs/..',
  'jobmanager/logs/../conf',
  'jobmanager/logs/.hidden',
  'jobs/..',
  `jobs/${job.toUpperCase()}`,
  `jobs/${job}/`,
  'overview/',
  '',
])('shows nobody %s', (path) => {
  expect(kindOf(path)).toBeUndefined()
})
