import { readPoolSettings } from './pool-config.ts'
import { setting } from './setting.ts'

const read = (env: Record<string, string>) => readPoolSettings(setting(env))

describe('the settings of the warm pool', () => {
  it('have no warm clusters unless asked', () => {
    expect(read({})).toBeUndefined()
    expect(read({ WEIR_WARM_POOL: 'FLINK-2_2:0' })).toBeUndefined()
  })

  it('size it by runtime', () => {
    expect(read({ WEIR_WARM_POOL: 'FLINK-2_2:2, FLINK-1_20:1' })).toEqual({
      sizes: { 'FLINK-2_2': 2, 'FLINK-1_20': 1 },
      pauseMs: 10_000,
      keepMs: 6 * 3_600_000,
    })
  })

  it.each(['2', 'FLINK-2_2', 'FLINK-2_2:many', 'FLINK-2_2:51', 'FLINK-2_2:1,FLINK-2_2:2', 'SQL-1_0:1'])(
    'refuse %s with an example',
    (given) => {
      expect(() => read({ WEIR_WARM_POOL: given })).toThrow(/WEIR_WARM_POOL.*FLINK-2_2:1,FLINK-1_20:1/)
    },
  )
})
