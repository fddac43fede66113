import { findFirstCause } from './first-cause.ts'

const at = (second: number): Date => new Date(Date.UTC(2026, 0, 1, 0, 0, second))
const user = 'java.lang.ArithmeticException: by zero\n\tat org.example.Job.map(Job.java:7)'
const lost =
  'org.apache.flink.runtime.jobmaster.JobMasterException: TaskManager with id taskmanager-0 is no longer reachable.'

it('is the oldest exception that is not the echo of another', () => {
  const found = findFirstCause({
    exceptions: [
      { at: at(1), trace: lost },
      { at: at(2), trace: user, task: 'Source: numbers -> check (2/4)' },
      { at: at(3), trace: 'java.lang.IllegalStateException: later' },
    ],
    ends: [],
  })
  expect(found).toMatchObject({
    exception: 'java.lang.ArithmeticException: by zero',
    frame: 'org.example.Job.map(Job.java:7)',
    at: at(2).toISOString(),
    attempt: 1,
    operator: 'Source: numbers -> check',
    subtask: '2/4',
    echo: false,
  })
})

it('is why the process died, and not that it was missed', () => {
  const found = findFirstCause({
    exceptions: [{ at: at(2), trace: lost, task: 'check (1/1)' }],
    ends: [
      { component: 'taskmanager-0', at: at(3), exitCode: 3, trace: 'java.lang.OutOfMemoryError: Java heap space' },
    ],
  })
  expect(found).toMatchObject({
    exception: 'java.lang.OutOfMemoryError: Java heap space',
    component: 'taskmanager-0',
    operator: 'check',
    subtask: '1/1',
  })
})

it.each([
  [{ signal: 'SIGKILL' }, 'The process of taskmanager-1 was killed from outside (SIGKILL).', false],
  [{ exitCode: 137 }, 'The process of taskmanager-1 was killed from outside (signal 9).', false],
  [{ exitCode: 3 }, 'java.lang.OutOfMemoryError: the process of taskmanager-1 ran out of memory', false],
  [{ exitCode: 1 }, 'The process ended: taskmanager-1, exit code 1.', true],
  [{ exitCode: 239 }, 'The process ended: taskmanager-1, exit code 239.', true],
])('reads how a process ended: %j', (end, exception, echo) => {
  const found = findFirstCause({ exceptions: [], ends: [{ component: 'taskmanager-1', at: at(1), ...end }] })
  expect(found).toMatchObject({ exception, echo })
})

it('leaves out what belongs to an earlier failure', () => {
  const evidence = { exceptions: [{ at: at(1), trace: user }], ends: [] }
  expect(findFirstCause(evidence, at(2))).toBeUndefined()
  expect(findFirstCause(evidence, at(1))?.exception).toMatch(/by zero/)
})

it('keeps a long trace by its two ends', () => {
  const long = `java.lang.StackOverflowError\n${'\tat org.example.Job.again(Job.java:1)\n'.repeat(1_000)}\tat org.example.Job.main(Job.java:2)`
  const trace = findFirstCause({ exceptions: [{ at: at(1), trace: long }], ends: [] })?.trace ?? ''
  expect(trace.length).toBeLessThan(8_100)
  expect(trace).toMatch(/^java\.lang\.StackOverflowError[^]*Job\.main\(Job\.java:2\)$/)
})
