export { createApi } from './app.ts'
export type { ApiDeps, CallToAuthorize, PrincipalKey, Readiness } from './deps.ts'
