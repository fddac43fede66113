import type { Application } from '../load/applications.ts'

/** An operation that each crash point is tried in. */
export interface CrashOperation {
  readonly name: string
  /** In which status it is asked. */
  readonly from: 'gone' | 'READY' | 'RUNNING'
  readonly ask: (application: Application, round: number) => Promise<void>
}

/** In an order in which each leaves what the next one needs. */
export const crashOperations: readonly CrashOperation[] = [
  { name: 'create', from: 'gone', ask: ({ create }) => create() },
  { name: 'start', from: 'READY', ask: ({ start }) => start() },
  { name: 'snapshot', from: 'RUNNING', ask: ({ snapshot }, round) => snapshot(`crash-${round}`) },
  { name: 'update', from: 'RUNNING', ask: ({ update }) => update() },
  { name: 'rollback', from: 'RUNNING', ask: ({ rollBack }) => rollBack() },
  { name: 'scale', from: 'RUNNING', ask: ({ update }, round) => update(1 + (round % 2)) },
  { name: 'stop', from: 'RUNNING', ask: ({ stop }) => stop() },
  { name: 'force-stop', from: 'RUNNING', ask: ({ stop }) => stop({ force: true }) },
  { name: 'delete', from: 'READY', ask: ({ remove }) => remove() },
]
