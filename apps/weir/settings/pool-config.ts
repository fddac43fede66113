import type { RuntimeEnvironment } from '@weir/service-model'
import type { PoolSettings, PoolSizes } from '@weir/engine/process/pool/warm-pool'
import { type setting, SettingError } from './setting.ts'

/** Each takes the memory of a JobManager and a TaskManager. */
const MOST = 50
const EXAMPLE = 'FLINK-2_2:1,FLINK-1_20:1'

/** The clusters that wait for applications; undefined = none. */
export const readPoolSettings = (
  read: Pick<ReturnType<typeof setting>, 'optional' | 'integer'>,
): PoolSettings | undefined => {
  const sizes = poolSizes(read.optional('WEIR_WARM_POOL'))
  const pauseMs = read.integer('WEIR_WARM_POOL_PAUSE_SECONDS', { min: 0, max: 3_600, fallback: 10 }) * 1000
  const keepMs = read.integer('WEIR_WARM_POOL_HOURS', { min: 1, max: 168, fallback: 6 }) * 3_600_000
  return Object.values(sizes).some((size) => size > 0) ? { sizes, pauseMs, keepMs } : undefined
}

const poolSizes = (given: string | undefined): PoolSizes => {
  const sizes = new Map<RuntimeEnvironment, number>()
  for (const part of (given ?? '').split(',').flatMap((each) => each.trim() || [])) {
    const [, runtime, size] = /^(FLINK-\d+_\d+):(\d{1,3})$/.exec(part) ?? []
    if (runtime === undefined || Number(size) > MOST) {
      throw new SettingError(
        'WEIR_WARM_POOL',
        `has "${part}", which is not <runtime>:<number up to ${String(MOST)}>`,
        EXAMPLE,
      )
    }
    if (sizes.has(runtime as RuntimeEnvironment)) {
      throw new SettingError('WEIR_WARM_POOL', `names ${runtime} twice`, EXAMPLE)
    }
    sizes.set(runtime as RuntimeEnvironment, Number(size))
  }
  return Object.fromEntries(sizes)
}
