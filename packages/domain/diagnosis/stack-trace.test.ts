import { readStackTrace, telltaleFrame } from './stack-trace.ts'

const trace = `org.apache.flink.runtime.JobException: Recovery is suppressed by NoRestartBackoffTimeStrategy
\tat org.apache.flink.runtime.executiongraph.failover.ExecutionFailureHandler.handleFailure(ExecutionFailureHandler.java:219)
\tSuppressed: java.lang.IllegalStateException: while closing
\t\tat org.example.Job.close(Job.java:90)
\t\tCaused by: java.io.IOException: not this one
Caused by: org.apache.flink.util.SerializedThrowable: java.lang.ArithmeticException: two
 lines of it
\tat java.base/java.lang.Math.floorDiv(Math.java:1)
\tat org.apache.flink.streaming.api.operators.StreamMap.processElement(StreamMap.java:38)
\tat org.example.Job.lambda$main$0(Job.java:17)
\t... 12 more`

it('reads the chain, without what was suppressed, and each message whole', () => {
  const chain = readStackTrace(trace)
  expect(chain.map(({ said }) => said)).toEqual([
    'org.apache.flink.runtime.JobException: Recovery is suppressed by NoRestartBackoffTimeStrategy',
    'java.lang.ArithmeticException: two  lines of it',
  ])
  expect(chain[0]?.frames).toHaveLength(1)
})

it('names the frame that an author knows', () => {
  expect(telltaleFrame(readStackTrace(trace).at(-1)?.frames ?? [])).toBe('org.example.Job.lambda$main$0(Job.java:17)')
  expect(telltaleFrame(['java.base/java.lang.Math.floorDiv(Math.java:1)'])).toBe(
    'java.base/java.lang.Math.floorDiv(Math.java:1)',
  )
  expect(telltaleFrame([])).toBeUndefined()
})

it('takes one line for a throwable without frames', () => {
  expect(readStackTrace('disk full')).toEqual([{ said: 'disk full', frames: [] }])
})
