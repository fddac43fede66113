import type { Call } from './send.ts'

/** One command: what it takes, and the request it makes of that. */
export interface Command {
  /** Behind the command's words, for the help. */
  readonly usage: string
  readonly about: string
  /** Names of the words it needs behind its own. */
  readonly words?: readonly string[]
  /** Options with a value; those ending in `...` may be given several times. */
  readonly options?: readonly string[]
  readonly call: (given: CommandInput) => Call
  /** Member of the answer that is shown as a table; absent = the whole answer as one. */
  readonly shows?: string | readonly string[]
  /** Instead of tables. */
  readonly text?: (answer: Record<string, unknown>) => string
}

export interface CommandInput {
  /** In the order of `words`. */
  readonly words: readonly string[]
  readonly options: Readonly<Record<string, string | undefined>>
  readonly lists: Readonly<Record<string, readonly string[] | undefined>>
  readonly readFile: (path: string) => string
}

/** A mistake in how the command was given. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

export const required = ({ options }: CommandInput, name: string): string => {
  const value = options[name]
  if (value === undefined) throw new UsageError(`--${name} is needed`)
  return value
}

/** A number of seconds; undefined when it was not given. */
export const seconds = ({ options }: CommandInput, name: string): number | undefined => {
  const value = options[name]
  if (value === undefined || /^\d{1,9}$/.test(value)) return value === undefined ? undefined : Number(value)
  throw new UsageError(`--${name} must be a whole number of seconds`)
}

/** A name as part of a path. A role's may have slashes of its own. */
export const segment = (name: string | undefined): string => encodeURIComponent(name ?? '')
export const segments = (name: string | undefined): string => (name ?? '').split('/').map(encodeURIComponent).join('/')
