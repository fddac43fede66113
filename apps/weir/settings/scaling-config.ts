import type { setting } from './setting.ts'

/** What the environment decides about automatic scaling. */
export interface ScalingConfig {
  /** Length of a point. AWS's is a minute; less is for trying it out. */
  readonly pointMs: number
}

export const scalingConfig = (read: ReturnType<typeof setting>): ScalingConfig => ({
  pointMs: read.integer('WEIR_AUTOSCALING_POINT_SECONDS', { min: 1, max: 3_600, fallback: 60 }) * 1_000,
})
