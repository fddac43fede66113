/** A place below the state root: a path on this host, or a key in a bucket. */
export type Location =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 's3'; readonly bucket: string; readonly key: string }

/**
 * Reads `file:/path` or `s3://bucket/key`. Strict, because these URIs are compared and deleted by prefix: no `.` or `..`
 * segment, no empty segment, nothing encoded. Throws on anything else.
 */
export const parseLocation = (uri: string): Location => {
  // file:/path or file:///path: a host between the slashes would be another machine's file
  const path = /^file:(?:\/\/)?(\/[^/].*)$/s.exec(uri)?.[1]
  const object = /^s3:\/\/([^/]+.*)$/s.exec(uri)?.[1]
  const segments = (path?.slice(1) ?? object ?? '').split('/')
  const plain = segments.every((each) => each !== '' && each !== '.' && each !== '..')
  if (!plain || uri.includes('\0')) throw new Error(`${uri} is not a file: or s3: location`)
  if (path !== undefined) return { kind: 'file', path }
  const [bucket = '', ...key] = segments
  return { kind: 's3', bucket, key: key.join('/') }
}

/** True when `uri` is below `root`, never for the root itself. `file:/a` and `file:///a` are the same place. */
export const isBelow = (root: string, uri: string): boolean => placeOf(uri).startsWith(`${placeOf(root)}/`)

/** True when both name the same place. */
export const isSame = (a: string, b: string): boolean => placeOf(a) === placeOf(b)

const placeOf = (uri: string): string => {
  const location = parseLocation(uri)
  if (location.kind === 'file') return `file:${location.path}`
  return location.key === '' ? `s3://${location.bucket}` : `s3://${location.bucket}/${location.key}`
}
