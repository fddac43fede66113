import type { Application, DashboardPage, DashboardRequest } from '@weir/domain'
import type { DashboardTokens } from './dashboard-tokens.ts'

/** What the dashboards of applications stand on. */
export interface DashboardDeps {
  readonly tokens: DashboardTokens
  readonly findApplication: (id: string) => Promise<Application | undefined>
  /** A page of the dashboard of an application's running cluster; throws EngineError, as `Engine.readDashboard` does. */
  readonly readPage: (application: Application, request: DashboardRequest) => Promise<DashboardPage>
  /** Cookies are for https only, because the public address is one. */
  readonly publicIsHttps: boolean
}
