import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import type { AuditFile, AuditRecord } from '@weir/domain'

/**
 * A file of records in CloudTrail's layout. The same file gives the same name and the same bytes whenever it is made: delivering it
 * again after a crash changes nothing.
 */
export function cloudTrailFile(file: AuditFile, records: readonly AuditRecord[]): { name: string; bytes: Uint8Array } {
  const { id, accountId, region, cutAt } = file
  const [day = '', time = ''] = cutAt.toISOString().split('T')
  const moment = `${day.replaceAll('-', '')}T${time.slice(0, 5).replace(':', '')}Z`
  const unique = createHash('sha256').update(id).digest('hex').slice(0, 16)
  const folder = `AWSLogs/${accountId}/CloudTrail/${region}/${day.replaceAll('-', '/')}`
  const text = `{"Records":[${records.map(({ event }) => event).join(',')}]}`
  return {
    name: `${folder}/${accountId}_CloudTrail_${region}_${moment}_${unique}.json.gz`,
    bytes: gzipSync(text),
  }
}
