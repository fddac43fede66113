import { mkdtemp, mkdir, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { clusterLayout } from '../cluster-layout.ts'
import { lastWords, readEnds } from './component-ends.ts'
import { noteExit } from '../processes/exits.ts'
import { exceededFile } from '../processes/limit-watch.ts'
import { describeStackTrace, readComponentFailure } from './failure.ts'
import { readLogTail } from './read-tail.ts'

describe('a stack trace as one text', () => {
  it('begins with the innermost cause and its place', () => {
    const trace = `java.util.concurrent.CompletionException: it failed
\tat a.B.c(B.java:1)
Caused by: org.example.Outer: while reading
\tat a.B.d(B.java:2)
\t... 3 more
Caused by: java.io.IOException: disk full
\tat a.B.e(B.java:3)`
    expect(describeStackTrace(trace)).toBe(
      'java.io.IOException: disk full, at a.B.e(B.java:3) (while: org.example.Outer: while reading)',
    )
  })

  it('does not say twice what the wrapper repeats', () => {
    const trace = 'x.Wrapper: in main: boom\n\tat a.B.c(B.java:1)\nCaused by: x.Inner: boom\n\tat a.B.d(B.java:2)'
    expect(describeStackTrace(trace)).toBe('x.Inner: boom, at a.B.d(B.java:2)')
  })

  it('keeps a message of several lines and stays short', () => {
    expect(describeStackTrace('x.E: one\ntwo\n\tat a.B.c(B.java:1)')).toBe('x.E: one two, at a.B.c(B.java:1)')
    expect(describeStackTrace(`x.E: ${'long '.repeat(500)}`)).toHaveLength(512)
  })
})

describe('what a dead component left behind', () => {
  let root: string
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'weir-failure-'))
  })
  afterEach(() => rm(root, { recursive: true }))
  const layout = async () => {
    const made = clusterLayout(root, 'd')
    await mkdir(made.log, { recursive: true })
    await mkdir(made.work, { recursive: true })
    return made
  }

  it('prefers the failure file', async () => {
    const made = await layout()
    const stackTrace = 'x.Outer: boom\n\tat a.B.c(B.java:1)\nCaused by: x.Root: why\n\tat a.B.d(B.java:2)'
    await writeFile(made.failure('jobmanager'), JSON.stringify({ exception: 'x.Root: why', stackTrace, at: 1 }))
    expect(await readComponentFailure(made, 'jobmanager')).toMatch(/^x\.Root: why, at a\.B\.d/)
  })

  it('reads a fence from the output', async () => {
    const made = await layout()
    const line = 'weir: the lease ran out at 2026-01-01T00:00:00Z, this process stops itself (exit code 86)'
    await writeFile(join(made.log, 'jobmanager.out'), `starting\n${line}\n`)
    expect(await readComponentFailure(made, 'jobmanager')).toContain('the lease ran out')
  })

  it('reads the last error with an exception from the log', async () => {
    const made = await layout()
    await writeFile(
      join(made.log, 'jobmanager.log'),
      `2026-01-01 00:00:00,000 INFO  a.B - fine
2026-01-01 00:00:01,000 ERROR a.B - Could not start.
java.net.BindException: Address already in use
\tat a.B.c(B.java:1)
2026-01-01 00:00:02,000 INFO  a.B - bye
`,
    )
    expect(await readComponentFailure(made, 'jobmanager')).toBe(
      'java.net.BindException: Address already in use, at a.B.c(B.java:1)',
    )
  })

  it('reads it from events too', async () => {
    const made = await layout()
    const error = { timestamp: 1, logger: 'a.B', message: 'Could not start.', messageType: 'ERROR' }
    const throwableInformation = ['java.net.BindException: Address already in use', '\tat a.B.c(B.java:1)']
    await writeFile(join(made.log, 'jobmanager.log'), `${JSON.stringify({ ...error, throwableInformation })}\n`)
    expect(await readComponentFailure(made, 'jobmanager')).toBe(
      'java.net.BindException: Address already in use, at a.B.c(B.java:1)',
    )
  })

  it("reads no other application's failure through a link", async () => {
    const made = await layout()
    const victim = clusterLayout(root, 'victim')
    await mkdir(victim.work, { recursive: true })
    const failure = { exception: 'x.E: the password is …', stackTrace: 'x.E: the password is …', at: 1 }
    await writeFile(victim.failure('jobmanager'), JSON.stringify(failure))
    await symlink(victim.failure('jobmanager'), made.failure('jobmanager'))
    expect(await readComponentFailure(made, 'jobmanager')).toBeUndefined()
    expect(await readEnds(made)).toEqual([])
  })

  it('tells a limit that was broken before what that ended', async () => {
    const made = await layout()
    await mkdir(made.control, { recursive: true })
    await writeFile(
      exceededFile(made),
      'The application used 1700 MB of memory in its taskmanager-0, which has 800 MB.',
    )
    const at = new Date(Date.now() + 60_000).toISOString()
    await noteExit(made.exits, { component: 'jobmanager', signal: 'SIGKILL', at })
    expect(await readEnds(made)).toMatchObject([
      { component: 'taskmanager-0', trace: expect.stringContaining('1700 MB of memory') },
      { component: 'jobmanager', signal: 'SIGKILL' },
    ])
  })

  it('is not kept busy by lines that were made for that', async () => {
    const made = await layout()
    for (const words of ['weir: ', 'Exception in thread ', 'Terminating due to ', 'failed', 'ERROR x failed ']) {
      await writeFile(join(made.log, 'jobmanager.out'), words.repeat(256_000 / words.length))
      await writeFile(join(made.log, 'jobmanager.log'), `2026-01-01 00:00:00,000 ERROR ${words.repeat(40_000)}`)
      await readComponentFailure(made, 'jobmanager')
      await readEnds(made)
      expect(lastWords(await readLogTail(join(made.log, 'jobmanager.log')))).toBeUndefined()
    }
  })

  it('says nothing when there is nothing, or nonsense', async () => {
    const made = await layout()
    await writeFile(made.failure('jobmanager'), 'not json')
    expect(await readComponentFailure(made, 'jobmanager')).toBeUndefined()
  })
})
