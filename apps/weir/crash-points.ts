import { appendFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Dispatch, Engine, SavepointExchange, StateArchive, Store } from '@weir/domain'
import type { LocalCodeStore } from '@weir/objects'
import type { FaultConfig } from './settings/fault-config.ts'

/**
 * Where a test lets this process kill itself: before and after each write, spawn, call that changes a cluster, and upload. The ports are
 * wrapped where they are wired, so that no production code knows. A death around a read leaves the same world as one before the next
 * write; reads are no points. Neither is what a clock repeats (renewing leases, the audit trail): no operation has it at a place of its own.
 */
export interface CrashPoints {
  store(store: Store): Store
  engine(engine: Engine): Engine
  archive(archive: StateArchive): StateArchive
  exchange(exchange: SavepointExchange): SavepointExchange
  code(code: LocalCodeStore): LocalCodeStore
  dispatch(dispatch: Dispatch): Dispatch
  /** A process was spawned. */
  readonly spawned: ((component: string) => void) | undefined
}

const none: CrashPoints = {
  store: (each) => each,
  engine: (each) => each,
  archive: (each) => each,
  exchange: (each) => each,
  code: (each) => each,
  dispatch: (each) => each,
  spawned: undefined,
}

/** Methods that change nothing, or that a clock calls. */
const quiet =
  /^(observe|savepointProgress|savepointContents|jobPlan|release|read|list|live|lifetimes|find|describe|metrics|examine|extendLease|keepWarm|close|ping)/

/** The usual ports, unless tests of crashes were switched on by name. */
export const createCrashPoints = ({
  faults: { crashes },
  dataDir,
  die = () => process.kill(process.pid, 'SIGKILL'),
}: {
  faults: Pick<FaultConfig, 'crashes'>
  dataDir: string
  die?: () => void
}): CrashPoints => {
  if (crashes === undefined) return none
  const reached = counter({ dataDir, first: crashes.at, die })
  const wrap =
    (name: string) =>
    <A extends unknown[], R>(act: (...given: A) => Promise<R>) =>
    async (...given: A): Promise<R> => {
      reached(name, 'before')
      const result = await act(...given)
      reached(name, 'after')
      return result
    }
  /** All of its methods but the quiet ones. */
  const wrapAll = <T extends object>(room: string, port: T, except = quiet): T => {
    const wrapped = Object.entries(port).map(([name, value]: [string, unknown]) => {
      if (typeof value !== 'function' || except.test(name)) return [name, value] as const
      return [name, wrap(`${room}.${name}`)(value as () => Promise<unknown>)] as const
    })
    return Object.fromEntries(wrapped) as T
  }
  return {
    store: (store) => ({
      ...store,
      transaction: (work) => wrap('store.transaction')(() => store.transaction(work))(),
      fenced: (lease, work) => wrap('store.fenced')(() => store.fenced(lease, work))(),
      claimed: (claim, work) => wrap('store.claimed')(() => store.claimed(claim, work))(),
      outbox: { ...store.outbox, remove: wrap('store.outboxRemove')(store.outbox.remove) },
      leases: {
        ...store.leases,
        claim: wrap('store.leaseClaim')(store.leases.claim),
        release: wrap('store.leaseRelease')(store.leases.release),
      },
    }),
    engine: (engine) => wrapAll('engine', engine),
    archive: (archive) => wrapAll('archive', archive, /^(completed|fault|kryoTypesOfFlink1|exists|size|read|ping)/),
    exchange: (exchange) => wrapAll('exchange', exchange),
    code: (code) => wrapAll('code', code, /^(readText|kinesisConnectors)/),
    dispatch: (dispatch) => ({ ...dispatch, wake: wrap('dispatch.wake')(dispatch.wake) }),
    spawned: (component) => {
      reached(`spawn.${component.replace(/-\d+$/, '')}`, 'after')
    },
  }
}

/**
 * Counts what was reached, in `<dataDir>/crash-points.log`, and dies at the point that WEIR_CRASH_POINT or, at any time later,
 * `<dataDir>/crash-point` names: `17` (the 17th of all), `engine.launch:1` (the first of that name), either with `+after`; `0` only begins the
 * count anew. A file of several lines is for as many lives: each process dies at its first line and leaves the others, and the last one no
 * file, so that its successor lives.
 */
const counter = ({ dataDir, first, die }: { dataDir: string; first: string | undefined; die: () => void }) => {
  const order = join(dataDir, 'crash-point')
  let armed = first
  let fromFile: string | undefined
  const leaveTheRest = (): void => {
    const rest = fromFile?.split('\n').slice(1) ?? []
    if (rest.length > 0) writeFileSync(order, rest.join('\n'))
    else rmSync(order, { force: true })
  }
  let seen = new Map<string, number>()
  const count = (name: string): number => {
    const n = (seen.get(name) ?? 0) + 1
    seen.set(name, n)
    return n
  }
  return (name: string, when: 'before' | 'after'): void => {
    const asked = textOf(order)
    if (asked !== undefined && asked !== fromFile) {
      armed = asked.split('\n')[0]
      seen = new Map()
    }
    fromFile = asked
    const [total, ofName] =
      when === 'before' || name.startsWith('spawn.')
        ? [count(''), count(name)]
        : [seen.get('') ?? 0, seen.get(name) ?? 0]
    note(join(dataDir, 'crash-points.log'), `${String(total)} ${name}:${String(ofName)} ${when}\n`)
    const suffix = when === 'after' ? '+after' : ''
    if (armed !== `${String(total)}${suffix}` && armed !== `${name}:${String(ofName)}${suffix}`) return
    leaveTheRest()
    die()
  }
}

/** On a full disk, which is another test, only the note is lost. */
const note = (file: string, line: string): void => {
  try {
    appendFileSync(file, line)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
  }
}

const textOf = (file: string): string | undefined => {
  try {
    return readFileSync(file, 'utf8').trim()
  } catch {
    return undefined
  }
}
