import type { S3Client } from '@aws-sdk/client-s3'
import { linesBelow } from './files.ts'

/** What the proof application's files say. `seq` counts up from 0 over all records, `nth` within each key (kept in state). */
export interface Proof {
  readonly records: number
  readonly highest: number
  readonly holes: number
  readonly duplicates: number
  /** Records whose count in keyed state is not what their number demands: state was lost or applied twice. */
  readonly wrongState: number
}

const keys = 97

/** Reads the committed files of a proof application. */
export async function readProof(files: S3Client, bucket: string, prefix: string): Promise<Proof> {
  const seen = new Map<number, number>()
  let wrongState = 0
  let highest = -1
  for (const line of await linesBelow(files, bucket, prefix)) {
    const { seq, nth } = JSON.parse(line) as { seq: number; nth: number }
    seen.set(seq, (seen.get(seq) ?? 0) + 1)
    highest = Math.max(highest, seq)
    if (nth !== Math.floor(seq / keys) + 1) wrongState += 1
  }
  const records = [...seen.values()].reduce((sum, times) => sum + times, 0)
  return { records, highest, holes: highest + 1 - seen.size, duplicates: records - seen.size, wrongState }
}

/** The proof of a job that lost nothing and doubled nothing up to `highest`. */
export function exactlyOnceUpTo(highest: number): Proof {
  return { records: highest + 1, highest, holes: 0, duplicates: 0, wrongState: 0 }
}
