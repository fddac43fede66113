export * from './builders.ts'
export * from './manual-clock.ts'
export * from './memory-store.ts'
export * from './sequential-ids.ts'
