export * from './deps.ts'
export * from './reconciler.ts'
export { reconcile } from './loop.ts'
export { endStrangers } from './sweep.ts'
