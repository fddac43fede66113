import type { FailureEvidence } from '../ports/failure-evidence.ts'
import { addOccurrence, diagnose } from './diagnose.ts'
import { errorString } from './error-string.ts'

const now = new Date('2026-01-01T00:00:10Z')
const at = new Date('2026-01-01T00:00:09Z')
const about = { id: 'd', applicationId: 'a', now }
const evidenceOf = (trace: string, task?: string): FailureEvidence => ({
  exceptions: [{ at, trace, ...(task === undefined ? {} : { task }) }],
  ends: [],
  log: [],
  heap: [],
})
const lost = 'org.apache.flink.util.FlinkException: TaskManager lost'
const oom = 'java.lang.OutOfMemoryError: Java heap space\n\tat org.example.Job.map(Job.java:7)'

it('is made of what was found, or else of what was told', () => {
  expect(diagnose(about, { evidence: evidenceOf(oom), told: 'gone' })).toMatchObject({
    class: 'out-of-memory',
    cause: { exception: 'java.lang.OutOfMemoryError: Java heap space' },
  })
  const told = 'java.io.IOException: refused by the launch'
  expect(diagnose(about, { evidence: evidenceOf(lost), told })?.cause.exception).toBe(told)
  expect(diagnose(about, { told: lost })).toMatchObject({ class: 'infrastructure', cause: { echo: true } })
  expect(diagnose(about, {})).toBeUndefined()
})

it('keeps its first cause over later failures, and gives up an echo for what it came from', () => {
  const first = diagnose(about, { evidence: evidenceOf(lost) })!
  const second = diagnose({ ...about, id: 'x' }, { evidence: evidenceOf(oom) })!
  const sharper = addOccurrence(first, second, now)
  expect(sharper).toMatchObject({ id: 'd', class: 'out-of-memory', occurrences: 2, diagnosedAt: now })
  const third = diagnose({ ...about, id: 'y' }, { evidence: evidenceOf('java.lang.IllegalStateException: echo') })
  expect(addOccurrence(sharper, third, now)).toMatchObject({ class: 'out-of-memory', occurrences: 3 })
})

describe('the short form', () => {
  const made = (trace: string, task?: string) => diagnose(about, { evidence: evidenceOf(trace, task) })

  it('begins with what was thrown first and ends with class, operator and remedy', () => {
    const error = 'java.lang.OutOfMemoryError: Java heap space, at org.example.Job.map(Job.java:7)'
    expect(errorString(error, made(oom, 'check (1/2)'))).toMatch(
      /^java\.lang\.OutOfMemoryError: Java heap space, at .*\[out of memory in operator check\] The job holds/,
    )
    expect(errorString('The job did not come up.', made(oom))).toMatch(
      /^java\.lang\.OutOfMemoryError: Java heap space \(The job did not come up\.\) \[out of memory\]/,
    )
  })

  it('adds nothing to what says as much', () => {
    expect(errorString('org.example.Wrong: so', made('org.example.Wrong: so'))).toBe('org.example.Wrong: so')
    expect(errorString('as it is', undefined)).toBe('as it is')
  })

  it('is never longer than AWS has it', () => {
    const long = `java.lang.OutOfMemoryError: ${'x'.repeat(900)}`
    const text = errorString(long, made(long, `${'y'.repeat(300)} (1/1)`))
    expect(text.length).toBeLessThanOrEqual(512)
    expect(text).toContain('[out of memory in operator')
  })
})

it('quotes no secret, neither of the exception nor of the log around it', () => {
  const leak = 'java.sql.SQLException: cannot connect with password=s3cr3t'
  const log = [{ component: 'taskmanager-0', lines: ['connecting to jdbc:postgresql://flights:s3cr3t@db/x'] }]
  const found = diagnose(about, { evidence: { ...evidenceOf(leak), log } })
  expect(JSON.stringify(found)).not.toContain('s3cr3t')
  expect(errorString(leak, found)).not.toContain('s3cr3t')
})
