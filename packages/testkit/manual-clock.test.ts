import { createManualClock } from './manual-clock.ts'

it('wakes sleepers in order and lets them sleep again', async () => {
  const clock = createManualClock(new Date(0))
  const woken: string[] = []
  const tick = async (name: string, every: number): Promise<void> => {
    for (;;) {
      await clock.sleep(every)
      woken.push(`${name}${clock.now().getTime()}`)
    }
  }
  void tick('a', 20)
  void tick('b', 30)
  await clock.advance(65)
  expect(woken).toEqual(['a20', 'b30', 'a40', 'b60', 'a60'])
  expect(clock.now().getTime()).toBe(65)
})

it('ends a sleep early when its signal aborts', async () => {
  const clock = createManualClock()
  const abort = new AbortController()
  const slept = clock.sleep(1000, abort.signal)
  abort.abort()
  await slept
  expect(clock.sleeping).toBe(0)
})
