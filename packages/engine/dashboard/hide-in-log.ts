import { hidden, isSecretName } from './hide-secrets.ts'

/** How Flink logs the options it starts with. It hides values of the names it takes for secrets; ids of keys are not among them. */
const loadedOption = /(Loading configuration property: ([^\s,]+), ).*/

/** A longer line is handed on in parts. */
const longestLine = 64 * 1024

/** A log with the values of secret options of Flink's own configuration replaced. What an application logs is its own affair. */
export async function* hideInLog(log: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const decoder = new TextDecoder()
  const encoder = new TextEncoder()
  let rest = ''
  for await (const chunk of log) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n')
    rest = lines.pop() ?? ''
    if (lines.length > 0) yield encoder.encode(`${lines.map(hideInLine).join('\n')}\n`)
    if (rest.length > longestLine) {
      yield encoder.encode(hideInLine(rest))
      rest = ''
    }
  }
  rest += decoder.decode()
  if (rest !== '') yield encoder.encode(hideInLine(rest))
}

const hideInLine = (line: string): string =>
  line.replace(loadedOption, (whole, before: string, name: string) =>
    isSecretName(name) ? `${before}${hidden}` : whole,
  )
