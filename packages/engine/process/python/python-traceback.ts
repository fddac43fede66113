const BEGIN = 'Traceback (most recent call last):'
const MOST_FRAMES = 5

/** What a Python traceback says. */
export interface Traceback {
  /** `ValueError: no such flight` */
  readonly raised: string
  /** `, at parse (flights.py:12), at <module> (main.py:40)`: the program's own frames, the innermost first. */
  readonly places: string
}

interface Frame {
  readonly file: string
  readonly line: string
  readonly name: string
}

/**
 * Reads the last Python traceback in a text, whatever stands around it: Flink puts it into the message of a Java exception.
 * Undefined when there is none.
 */
export function readTraceback(text: string): Traceback | undefined {
  const begin = text.lastIndexOf(BEGIN)
  if (begin < 0) return undefined
  const lines = text.slice(begin).split('\n').slice(1)
  const raisedAt = lines.findIndex((line) => /^\S/.test(line))
  if (raisedAt < 0) return undefined
  const frames = lines.slice(0, raisedAt).flatMap(readFrame)
  const own = frames.filter(({ file }) => !isLibrary(file))
  const shown = (own.length > 0 ? own : frames.slice(-1)).toReversed().slice(0, MOST_FRAMES)
  return {
    raised: readRaised(lines.slice(raisedAt)),
    places: shown.map(({ file, line, name }) => `, at ${name} (${place(file)}:${line})`).join(''),
  }
}

function readFrame(line: string): readonly Frame[] {
  const found = /^\s+File "(.+)", line (\d+), in (.+)$/.exec(line)
  return found ? [{ file: found[1] ?? '', line: found[2] ?? '', name: found[3] ?? '' }] : []
}

/** An exception's text may have lines of its own; it ends where Java goes on. */
function readRaised(lines: readonly string[]): string {
  const end = lines.findIndex((line) =>
    /^\s*$|^\s*at [\w.$/]+\(|^\t|^Caused by: |^Suppressed: |^\s*\.\.\. \d+ /.test(line),
  )
  return lines
    .slice(0, end < 0 ? undefined : end)
    .join(' ')
    .trim()
}

const isLibrary = (file: string): boolean =>
  /\/site-packages\/|\/dist-packages\/|\/lib\/python\d[^/]*\/|^<frozen |pyflink\.zip\//.test(file)

/** As in the user's archive: where it was unpacked to says nothing to the user. */
const place = (file: string): string => file.replace(/^.*\/(?:code|pyflink\/[0-9a-f-]{36}(?:\/[0-9a-f-]{36})?)\//, '')
