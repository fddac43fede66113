import type { S3Access } from './s3/s3-client.ts'
import { createS3Client } from './s3/s3-client.ts'
import { createFileRoot } from './state/file-root.ts'
import { createS3Root } from './state/s3-root.ts'
import type { StateRoot } from './state/state-root.ts'

export { createAuditArchive } from './audit-archive.ts'
export { createCodeStore, type LocalCodeStore } from './code/code-store.ts'
export { createObjectSampler } from './s3/object-sampler.ts'
export { createS3Client, type S3Access } from './s3/s3-client.ts'
export { createS3Ping } from './s3/s3-ping.ts'
export { createSavepointExchange } from './state/savepoint-exchange.ts'
export { createStateArchive } from './state/state-archive.ts'
export { parseLocation } from './state/location.ts'
export type { StateRoot } from './state/state-root.ts'

/** Opens WEIR_STATE_URI, whichever kind it is. `s3` is used only by `s3:` roots. */
export const openStateRoot = (uri: string, s3: S3Access): StateRoot =>
  uri.startsWith('s3://') ? createS3Root(uri, createS3Client(s3)) : createFileRoot(uri)
