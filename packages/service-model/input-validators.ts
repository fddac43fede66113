import * as compiled from './generated/validators.ts'

/** What a compiled validator says about one violated keyword (Ajv's ErrorObject without its prose). */
export interface KeywordError {
  /** JSON pointer to the value. */
  readonly instancePath: string
  readonly keyword: string
  readonly params: { readonly missingProperty?: string }
}

/** Compiled by Ajv: tells whether a normalized wire value is valid, and leaves what is wrong in `errors`. */
interface InputValidator {
  (value: unknown): boolean
  errors?: readonly KeywordError[] | null
}

const validators = compiled as unknown as Readonly<Record<string, InputValidator>>

/** Everything that is wrong with a normalized wire value of the given input shape; empty when it is valid. */
export function keywordErrors(inputShape: string, value: unknown): readonly KeywordError[] {
  const validate = validators[inputShape]
  if (validate === undefined) throw new Error(`no validator was generated for ${inputShape}`)
  return validate(value) ? [] : (validate.errors ?? [])
}
