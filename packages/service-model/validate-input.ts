import { SerializationException } from './framework-errors.ts'
import { type ActionName, type ActionTypes, actions } from './generated/actions.ts'
import { InvalidArgumentException } from './generated/errors.ts'
import { keywordErrors } from './input-validators.ts'
import { locate } from './located-value.ts'
import { normalizeWire } from './normalize-wire.ts'
import { describeTypeMismatch } from './type-mismatch.ts'
import { typedInput } from './typed-input.ts'
import { type Violation, violationOf, violationText } from './violations.ts'

/** A message lists at most so many violations; it counts them all. */
const listedViolations = 100

/**
 * The action's input out of a request's parsed JSON.
 *
 * @throws SerializationException when a value has a wrong JSON type, whatever else is wrong.
 * @throws InvalidArgumentException naming every violated constraint of the model.
 */
export function validateInput<N extends ActionName>(action: N, wire: unknown): ActionTypes[N]['input'] {
  const shapeName = actions[action].input
  const value = normalizeWire(shapeName, wire ?? {})
  const violations = new Map<string, Violation>()
  for (const error of keywordErrors(shapeName, value)) {
    const place = locate(shapeName, value, error.instancePath)
    const mismatch = describeTypeMismatch(place, error)
    if (mismatch !== undefined) throw new SerializationException(mismatch)
    const violation = violationOf(place, error)
    if (violation !== undefined) violations.set(`${violation.place.path} ${violation.demand}`, violation)
  }
  if (violations.size > 0) throw new InvalidArgumentException(violationsText([...violations.values()]))
  return typedInput(shapeName, value) as ActionTypes[N]['input']
}

function violationsText(violations: readonly Violation[]): string {
  const count = violations.length === 1 ? '1 validation error' : `${violations.length} validation errors`
  const listed = violations.slice(0, listedViolations).map(violationText)
  return `${count} detected: ${listed.join('; ')}`
}
