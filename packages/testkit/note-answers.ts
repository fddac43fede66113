import type { ActionHandlers, ActionName } from '@weir/service-model'
import { ServiceError } from '@weir/service-model'

type Note = (action: ActionName, answer: string) => void

/** Notes that the running test saw an action answer: `ok`, or an error's name. docs/coverage.md is made of these notes. */
export const noteAnswer: Note = (action, answer) => {
  // Put there by scripts/test/notes.mjs, which knows where the notes are kept; without it nothing is noted.
  ;(globalThis as { weirNoteAnswer?: Note }).weirNoteAnswer?.(action, answer)
}

/** The same actions, each answer of theirs noted. */
export const notingAnswers = <H extends Partial<ActionHandlers>>(actions: H): H =>
  Object.fromEntries(
    Object.entries(actions).map(([name, act]) => {
      const action = name as ActionName
      const noting = async (input: never, context: never) => {
        try {
          const output: unknown = await (act as (input: never, context: never) => Promise<unknown>)(input, context)
          noteAnswer(action, 'ok')
          return output
        } catch (error) {
          if (error instanceof ServiceError) noteAnswer(action, error.name)
          throw error
        }
      }
      return [action, noting]
    }),
  ) as H
