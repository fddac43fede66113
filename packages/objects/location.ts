/** A place below the state root: a path on this host, or a key in a bucket. */
export type Location =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 's3'; readonly bucket: string; readonly key: string }

/**
 * Reads `file:/path` or `s3://bucket/key`. Strict, because these URIs are compared and deleted by prefix: no `.` or `..`
 * segment, no empty segment, nothing encoded. Throws on anything else.
 */
export const parseLocation = (uri: string): Location => {
  const [, scheme, rest] = /^(file:|s3:\/)\/*(\/.*)$/.exec(uri) ?? []
  const segments = rest?.slice(1).split('/') ?? []
  const plain = segments.length > 0 && segments.every((each) => each !== '' && each !== '.' && each !== '..')
  if (rest === undefined || !plain || rest.includes('\0')) throw new Error(`${uri} is not a file: or s3: location`)
  if (scheme === 'file:') return { kind: 'file', path: rest }
  const [bucket = '', ...key] = segments
  return { kind: 's3', bucket, key: key.join('/') }
}

/** True when `uri` is below `root`, never for the root itself. */
export const isBelow = (root: string, uri: string): boolean =>
  uri.startsWith(`${root}/`) && uri.length > root.length + 1
