import { type setting, SettingError } from './setting.ts'

/** What the environment decides about faults. */
export interface FaultConfig {
  /** How long a JobManager that lives may be silent before its cluster is replaced. */
  readonly silenceMs: number
  /** Where this process kills itself, to be tested; absent = nowhere, and nothing is counted. */
  readonly crashes?: { readonly at?: string | undefined } | undefined
}

export const faultConfig = (read: ReturnType<typeof setting>): FaultConfig => {
  const at = read.optional('WEIR_CRASH_POINT')
  if (at !== undefined && !/^([a-z]+\.[A-Za-z]+:)?[1-9]\d*(\+after)?$/.test(at)) {
    throw new SettingError('WEIR_CRASH_POINT', `"${at}" is no crash point`, 'engine.launch:1 or 17+after')
  }
  return {
    silenceMs: read.integer('WEIR_SILENCE_SECONDS', { min: 10, max: 3_600, fallback: 60 }) * 1_000,
    crashes: read.flag('WEIR_TESTING_CRASHES', false) ? { at } : undefined,
  }
}
