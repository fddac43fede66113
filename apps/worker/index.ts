export * from './health-server.ts'
export * from './worker.ts'
