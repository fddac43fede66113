const head = 'Traceback (most recent call last):'
const place = /^\s*File "(.+?)", line (\d+), in (\S+)/
/** What Python prints between a cause and what it made of it. */
const causedBy = 'The above exception was the direct cause of the following exception:'

/**
 * The error of a Python traceback that stands somewhere in a text: its last line says what, its last place where. Of tracebacks that were
 * caused by one another it is the first; of those that merely follow one another the last.
 */
export function readPythonTraceback(text: string): { readonly said: string; readonly frame?: string } | undefined {
  const blocks = text.split(head).slice(1)
  const chained = text.includes(causedBy) ? blocks[0] : blocks.at(-1)
  if (chained === undefined) return undefined
  const lines = chained.split('\n').slice(1)
  // Frames are indented; so are the lines of code between them. The error is the first line that is not.
  const indent = /^\s*/.exec(lines.find((line) => place.test(line)) ?? '')?.[0].length ?? 0
  const at = lines.findIndex((line) => line.trim() !== '' && indentOf(line) < indent)
  if (at < 0) return undefined
  const where = lines
    .slice(0, at)
    .map((line) => place.exec(line))
    .filter((found) => found !== null)
  const [, file = '', line = '', name = ''] = where.findLast(([, path]) => !isLibrary(path ?? '')) ?? where.at(-1) ?? []
  return {
    said: (lines[at] ?? '').trim().slice(0, 2_000),
    ...(file === '' ? {} : { frame: `${name}(${file}:${line})` }),
  }
}

const indentOf = (line: string): number => line.length - line.trimStart().length

const isLibrary = (path: string): boolean => /site-packages|\/pyflink\/|\/apache_beam\/|\/lib\/python|^</.test(path)
