/** One throwable of a trace: its first line(s) and its frames. */
export interface Throwable {
  /** Class and message, lines joined. */
  readonly said: string
  readonly frames: readonly string[]
}

const frame = /^\s*at /
const endsMessage = /^\s*(at |\.\.\. \d+ |Caused by: |Suppressed: )/
/** How Flink names an exception that came from another JVM. */
const serialized = /^org\.apache\.flink\.util\.SerializedThrowable: /
const longestMessage = 2_000

/**
 * The throwables of a Java stack trace, outermost first. Suppressed ones are left out: they are indented, and they are what failed while a
 * failure was being handled.
 */
export function readStackTrace(trace: string): readonly Throwable[] {
  const lines = trace.split('\n').map((line) => line.trimEnd())
  const starts = [0, ...lines.flatMap((line, at) => (at > 0 && line.startsWith('Caused by: ') ? [at] : []))]
  return starts.map((start, index) => readThrowable(lines.slice(start, starts[index + 1])))
}

function readThrowable(lines: readonly string[]): Throwable {
  const end = lines.findIndex((line, at) => at > 0 && endsMessage.test(line))
  const suppressed = lines.findIndex((line) => /^\s+Suppressed: /.test(line))
  const own = suppressed < 0 ? lines : lines.slice(0, suppressed)
  const said = lines
    .slice(0, end < 0 ? undefined : end)
    .join(' ')
    .replace(/^Caused by: /, '')
    .replace(/^Exception in thread "[^"]*" /, '')
    .replace(serialized, '')
    .trim()
  return {
    said: said.slice(0, longestMessage),
    frames: own.filter((line) => frame.test(line)).map((line) => line.trim().replace(/^at /, '')),
  }
}

const notTheirs =
  /^(app\/\/|platform\/\/)?(java\.base\/|jdk\.|java|javax|sun|com\.sun|scala|org\.apache\.(flink|pekko|akka|logging))[./]|^io\.weir\.runtime\./

/** The first frame outside of Java, Flink and the service, or else the first of all. */
export const telltaleFrame = (frames: readonly string[]): string | undefined =>
  frames.find((each) => !notTheirs.test(each)) ?? frames[0]
