export { createApi } from './app.ts'
export type { ApiDeps, PrincipalKey, Readiness } from './deps.ts'
