import { hideInLog } from '../../dashboard/hide-in-log.ts'
import { openPlainFile } from '../../logs/log-files.ts'

/** The end of a file as text; empty when there is no such file, or only a link an application has put there. */
export async function readTail(file: string, bytes = 256_000): Promise<string> {
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

/** The end of a component's log as people read it, secrets hidden. */
export async function readLogTail(file: string): Promise<string> {
  const bytes = new TextEncoder().encode(await readTail(file))
  const parts = hideInLog(new Blob([bytes]).stream())
  const decoder = new TextDecoder()
  let text = ''
  for await (const part of parts) text += decoder.decode(part, { stream: true })
  return text
}
