import type { Diagnosis, DiagnosisClass } from '../model/diagnosis.ts'
import { otherwise } from './rules.ts'
import { withoutSecrets } from './without-secrets.ts'

/** AWS cuts ErrorString there. */
const longest = 512

const words: Readonly<Record<DiagnosisClass, string>> = {
  'user-code': 'user code',
  'dependency-or-class-loading': 'dependency or class loading',
  'serialization-or-state-incompatibility': 'serialization or state incompatibility',
  'out-of-memory': 'out of memory',
  'connector-or-permission': 'connector or permission',
  'checkpoint-or-storage': 'checkpoint or storage',
  configuration: 'configuration',
  infrastructure: 'infrastructure',
}

/** A class as people read it. */
export const classInWords = (name: DiagnosisClass): string => words[name]

/**
 * The short form of a diagnosis, for the one text that AWS gives a failed operation: what was thrown first comes first, then what
 * the operation itself says, then class, operator and remedy. A diagnosis that knows no more than `error` adds nothing.
 */
export function errorString(said: string, diagnosis: Diagnosis | undefined): string {
  const error = withoutSecrets(said)
  if (diagnosis === undefined) return error.slice(0, longest)
  const { cause, class: kind, rule, remedy } = diagnosis
  const exception = cause.exception.slice(0, 240)
  const told = cause.echo || error.includes(exception) ? error : `${exception} (${error})`
  const place = cause.operator === undefined ? '' : ` in operator ${cause.operator.slice(0, 60)}`
  const more = rule === otherwise.name && place === '' ? '' : ` [${words[kind]}${place}] ${remedy}`
  const room = longest - Math.min(more.length, 220)
  return `${told.slice(0, room)}${more}`.slice(0, longest).trim()
}
