import { refusalOf } from '@weir/testkit'
import { isOlderRuntime, requireRunnable, runnableRuntimes } from './runtime-catalogue.ts'

describe('runtimes', () => {
  it('say which of them run here', async () => {
    expect(runnableRuntimes).toEqual(['SQL-1_0', 'FLINK-1_20', 'FLINK-2_2', 'FLINK-2_3'])
    expect(await refusalOf(() => requireRunnable('FLINK-1_15'))).toMatchObject({
      name: 'UnsupportedOperationException',
      message: expect.stringContaining('FLINK-1_20, FLINK-2_2, FLINK-2_3'),
    })
  })

  it('are older by number, not by spelling', () => {
    expect(isOlderRuntime('FLINK-1_8', 'FLINK-1_20')).toBe(true)
    expect(isOlderRuntime('FLINK-1_20', 'FLINK-2_2')).toBe(true)
    expect(isOlderRuntime('FLINK-2_2', 'FLINK-2_2')).toBe(false)
  })
})
