import { dashboardPath } from './dashboard-path.ts'

it.each([
  ['', []],
  ['overview', ['overview']],
  ['jobs/1/metrics', ['jobs', '1', 'metrics']],
  ['taskmanagers/127.0.0.1%3A1234-a/log', ['taskmanagers', '127.0.0.1:1234-a', 'log']],
  ['a..b/.c', ['a..b', '.c']],
])('reads %j', (path, segments) => {
  expect(dashboardPath(path)).toEqual(segments)
})

it.each([
  '..',
  'jobs/../jars',
  'jobs/%2e%2E/jars',
  '.',
  '/jars',
  'jobs/',
  'a//b',
  'a%2fb',
  'a%5Cb',
  'a\\b',
  'a%00',
  '%',
  '%ff',
  'a%25',
])('does not read %j', (path) => {
  expect(dashboardPath(path)).toBeUndefined()
})
