import type { RealService } from './real-service.ts'
import type { Outcome, ReferenceModel } from './reference-model.ts'

/** One step of a random life: the same asked of the model and of the service. Both say what came of it. */
export interface Command {
  readonly label: string
  run(model: ReferenceModel, real: RealService): Promise<{ expected: Outcome; seen: Outcome }>
}

const answer = async (call: () => Promise<unknown>): Promise<Outcome> => {
  try {
    await call()
    return 'ok'
  } catch (error) {
    return error instanceof Error ? error.name : String(error)
  }
}

/** A call, and what the model says to it. */
export const request = (
  label: string,
  expect: (model: ReferenceModel, real: RealService) => Outcome,
  call: (real: RealService, model: ReferenceModel) => Promise<unknown>,
): Command => ({
  label,
  run: async (model, real) => {
    const asked = () => call(real, model)
    // Everything that the call depends on is worked out before the model moves on.
    const seen = await answer(asked)
    return { expected: expect(model, real), seen }
  },
})

export const report = (label: string, tell: (model: ReferenceModel, real: RealService) => Promise<void>): Command => ({
  label,
  run: async (model, real) => {
    await tell(model, real)
    return { expected: 'ok', seen: 'ok' }
  },
})

