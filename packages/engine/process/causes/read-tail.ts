import { hideInLog } from '../../dashboard/hide-in-log.ts'
import { openPlainFile } from '../../logs/log-files.ts'

const tailBytes = 256_000
/** What is searched for has some hundred characters. Patterns that try each place of a line would take minutes for one of all these bytes. */
const longestLine = 4_000

/** The end of a file as text, with long lines cut; empty when there is no such file, or only a link an application has put there. */
export const readTail = async (file: string): Promise<string> => cutLines(await readEnd(file, tailBytes))

async function readEnd(file: string, bytes: number): Promise<string> {
  const handle = await openPlainFile(file)
  if (!handle) return ''
  try {
    const { size } = await handle.stat()
    const length = Math.min(size, bytes)
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, size - length)
    return buffer.toString('utf8', 0, bytesRead)
  } finally {
    await handle.close()
  }
}

/** The end of a component's log as people read it, secrets hidden and long lines cut. */
export async function readLogTail(file: string): Promise<string> {
  const bytes = new TextEncoder().encode(await readEnd(file, tailBytes))
  const parts = hideInLog(new Blob([bytes]).stream())
  const decoder = new TextDecoder()
  let text = ''
  for await (const part of parts) text += decoder.decode(part, { stream: true })
  return cutLines(text)
}

const cutLines = (text: string): string =>
  text
    .split('\n')
    .map((line) => line.slice(0, longestLine))
    .join('\n')
