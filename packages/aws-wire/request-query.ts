import { IncompleteSignatureException } from '@weir/service-model'

/** A request target in its two parts: the path as sent, and the query decoded (a plus sign is itself, as signers read it). */
export function splitTarget(url: string): { path: string; query: ReadonlyMap<string, readonly string[]> } {
  const mark = url.indexOf('?')
  const query = new Map<string, string[]>()
  if (mark === -1) return { path: url, query }
  for (const pair of url.slice(mark + 1).split('&')) {
    if (pair === '') continue
    const equals = pair.indexOf('=')
    const name = decoded(equals === -1 ? pair : pair.slice(0, equals))
    const value = equals === -1 ? '' : decoded(pair.slice(equals + 1))
    query.set(name, [...(query.get(name) ?? []), value])
  }
  return { path: url.slice(0, mark), query }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    throw new IncompleteSignatureException('The query string is not correctly percent-encoded.')
  }
}
