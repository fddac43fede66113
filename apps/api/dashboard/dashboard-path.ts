/**
 * The part of a URL's path below an application's dashboard as decoded segments; undefined for what could mean something else to
 * another program on the way. A trailing slash is not a segment of the root.
 */
export function dashboardPath(path: string): readonly string[] | undefined {
  if (path === '') return []
  const segments: string[] = []
  for (const part of path.split('/')) {
    const segment = decoded(part)
    if (segment === undefined || !/^[^\u0000-\u001f\u007f/\\%]{1,512}$/.test(segment) || /^\.{1,2}$/.test(segment)) {
      return undefined
    }
    segments.push(segment)
  }
  return segments
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}
