import type { LogBatch, LogRecord } from '@weir/domain'
import type { LogCursor } from './component-log.ts'
import { type LogSource, readSource } from './deployment-logs.ts'
import type { Delivered } from './log-store.ts'

/** What is behind the cursors of a deployment's components, up to a number and a size, oldest first. */
export async function takeRecords({
  sources,
  delivered,
  most,
  now,
}: {
  sources: readonly LogSource[]
  delivered: Delivered
  most: { readonly records: number; readonly bytes: number }
  now: number
}): Promise<LogBatch> {
  const records: LogRecord[] = []
  const mark: Record<string, LogCursor> = { ...delivered }
  let bytes = 0
  let last = true
  for (const source of sources) {
    const cursor = delivered[source.component]
    for await (const record of readSource({ source, start: cursor && { cursor }, now })) {
      const { time, deploymentId, component, event, cursor: behind } = record
      const size = JSON.stringify(event).length
      if (records.length >= most.records || (records.length > 0 && bytes + size > most.bytes)) {
        last = false
        break
      }
      records.push({ time, deploymentId, component, event })
      mark[component] = behind
      bytes += size
    }
  }
  return { records: records.sort((a, b) => a.time - b.time), mark: { ...mark }, last }
}
