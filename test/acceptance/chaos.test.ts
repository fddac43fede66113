// The short form of `npm run chaos`: a seeded sample of faults on a small production, every invariant looked at after each.
import { print, violationsOf } from '../chaos/report.ts'
import { runChaos } from '../chaos/run.ts'

/** Always the same here; `npm run chaos` takes another each time. */
const seed = 1

it('comes back whole from a sample of faults', async () => {
  const report = await runChaos({ seed, short: true, seconds: 70, say: () => undefined })
  process.stderr.write(`${print(report)}\n`)
  expect(violationsOf(report.rows)).toEqual([])
})
