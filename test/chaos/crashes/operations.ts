import type { Application } from '../load/applications.ts'

/** An operation that each crash point is tried in. */
export interface CrashOperation {
  readonly name: string
  /** In which status it is asked. */
  readonly from: 'gone' | 'READY' | 'RUNNING'
  /** About how many points it has: a sample is taken from so many, the whole is counted. */
  readonly points: number
  /** What else it needs to be possible, undisturbed. */
  readonly prepare?: (application: Application) => Promise<void>
  /** Rounds are numbered from -1, which is the undisturbed one. */
  readonly ask: (application: Application, round: number) => Promise<void>
}

/** In an order in which each leaves what the next one needs. */
export const crashOperations: readonly CrashOperation[] = [
  { name: 'create', points: 2, from: 'gone', ask: ({ create }) => create() },
  { name: 'start', points: 9, from: 'READY', ask: ({ start }) => start() },
  { name: 'snapshot', points: 5, from: 'RUNNING', ask: ({ snapshot }, round) => snapshot(`crash-${round + 1}`) },
  { name: 'update', points: 16, from: 'RUNNING', ask: ({ update }) => update() },
  { name: 'scale', points: 16, from: 'RUNNING', ask: ({ scale }) => scale() },
  {
    name: 'rollback',
    points: 16,
    from: 'RUNNING',
    // Only what an update made can be rolled back.
    prepare: ({ scale }) => scale(),
    ask: ({ rollBack }) => rollBack(),
  },
  { name: 'stop', points: 8, from: 'RUNNING', ask: ({ stop }) => stop() },
  { name: 'force-stop', points: 5, from: 'RUNNING', ask: ({ stop }) => stop({ force: true }) },
  { name: 'delete', points: 4, from: 'READY', ask: ({ remove }) => remove() },
]

export const operationsNamed = (only: readonly string[] | undefined): readonly CrashOperation[] =>
  crashOperations.filter(({ name }) => only === undefined || only.some((each) => `crash-${name}`.startsWith(each)))
