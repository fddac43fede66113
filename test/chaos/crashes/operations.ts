import type { Application } from '../load/applications.ts'

/** An operation that each crash point is tried in. */
export interface CrashOperation {
  readonly name: string
  /** In which status it is asked. */
  readonly from: 'gone' | 'READY' | 'RUNNING'
  /** About how many points it has: a sample is taken from so many, the whole is counted. */
  readonly points: number
  readonly ask: (application: Application, round: number) => Promise<void>
}

/** In an order in which each leaves what the next one needs. */
export const crashOperations: readonly CrashOperation[] = [
  { name: 'create', points: 2, from: 'gone', ask: ({ create }) => create() },
  { name: 'start', points: 9, from: 'READY', ask: ({ start }) => start() },
  { name: 'snapshot', points: 5, from: 'RUNNING', ask: ({ snapshot }, round) => snapshot(`crash-${round}`) },
  { name: 'update', points: 16, from: 'RUNNING', ask: ({ update }) => update() },
  { name: 'rollback', points: 16, from: 'RUNNING', ask: ({ rollBack }) => rollBack() },
  { name: 'scale', points: 16, from: 'RUNNING', ask: ({ update }, round) => update(1 + (round % 2)) },
  { name: 'stop', points: 8, from: 'RUNNING', ask: ({ stop }) => stop() },
  { name: 'force-stop', points: 5, from: 'RUNNING', ask: ({ stop }) => stop({ force: true }) },
  { name: 'delete', points: 4, from: 'READY', ask: ({ remove }) => remove() },
]
