/** The headers of a request as they came: lower-case name to every value, in the order of their lines. */
export type RequestHeaders = ReadonlyMap<string, readonly string[]>

/** From Node's `rawHeaders` (name, value, name, value …), which unlike `headers` neither joins nor drops repeated lines. */
export function requestHeaders(rawHeaders: readonly string[]): RequestHeaders {
  const headers = new Map<string, string[]>()
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) {
    const name = (rawHeaders[i] ?? '').toLowerCase()
    const values = headers.get(name) ?? []
    headers.set(name, [...values, rawHeaders[i + 1] ?? ''])
  }
  return headers
}
