export * from './apply-migrations.ts'
export * from './create-store.ts'
export * from './wait-for-database.ts'
