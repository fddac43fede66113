import { setting } from './setting.ts'

/** How applications start, and how long is kept what happened to them. */
export interface StartConfig {
  /** Whether class archives that are missing are made, in the background. */
  readonly makesClassArchives: boolean
  readonly eventRetentionMs: number
}

export const readStartSettings = (env: Readonly<Record<string, string | undefined>>): StartConfig => {
  const read = setting(env)
  return {
    makesClassArchives: read.flag('WEIR_CLASS_ARCHIVES', true),
    eventRetentionMs: read.integer('WEIR_EVENT_RETENTION_DAYS', { min: 1, max: 3_650, fallback: 30 }) * 86_400_000,
  }
}
