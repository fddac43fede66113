import { plainLine } from '../logs/log-line.ts'
import { hideInMessage } from './hide-in-message.ts'

/** A longer line is handed on in parts; longer than any event in our layout. */
const longestLine = 256 * 1024

/**
 * A log as people read it: an event a line as Flink's own layout has them, with the values of secret options of Flink's own configuration
 * replaced. What an application logs is its own affair.
 */
export async function* hideInLog(log: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const decoder = new TextDecoder()
  const encoder = new TextEncoder()
  let rest = ''
  for await (const chunk of log) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n')
    rest = lines.pop() ?? ''
    if (lines.length > 0) yield encoder.encode(`${lines.map(shownLine).join('\n')}\n`)
    if (rest.length > longestLine) {
      yield encoder.encode(hideInMessage(rest))
      rest = ''
    }
  }
  rest += decoder.decode()
  if (rest !== '') yield encoder.encode(shownLine(rest))
}

// Line by line: a message may have several, and what follows a loaded option belongs to the next event.
const shownLine = (line: string): string => plainLine(line).split('\n').map(hideInMessage).join('\n')
