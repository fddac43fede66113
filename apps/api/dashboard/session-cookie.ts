import type { FastifyRequest } from 'fastify'

/** AWS's name for it. */
const cookieName = 'VerifiedAuthToken'

/** A Set-Cookie header that only the dashboard at `path` gets back, and no script ever sees. */
export function sessionCookie(given: { token: string; path: string; seconds: number; secure: boolean }): string {
  const { token, path, seconds, secure } = given
  const limits = `Path=${path}; Max-Age=${Math.floor(seconds)}; HttpOnly; SameSite=Strict`
  return `${cookieName}=${token}; ${limits}${secure ? '; Secure' : ''}`
}

/** Every session the browser brings: one of the same name for a longer path does not hide the right one. */
export function sessionsOf(request: FastifyRequest): readonly string[] {
  return (request.headers.cookie ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${cookieName}=`))
    .map((pair) => pair.slice(cookieName.length + 1))
}
