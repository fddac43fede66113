export * from './audit-keeper.ts'
export * from './health-server.ts'
export { createDashboardResponder, type DashboardReader, readFromWorker } from './internal-dashboard.ts'
export * from './worker.ts'
