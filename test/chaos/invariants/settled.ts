import { until } from '../../acceptance/harness/until.ts'
import type { Application } from '../load/applications.ts'

/** Longest that a fault may be felt, on a machine that is busy with other things too. */
const patienceSeconds = 300

/**
 * What is desired is so, or an operation says why: no operation and no snapshot is in progress, and the application runs, in one cluster with all its
 * processes; or it rests, without one, because a stop succeeded or an operation failed by name. Throws what is still missing.
 */
export async function settles({
  state,
  snapshotsInProgress,
  processes,
  name,
}: Application): Promise<'RUNNING' | 'READY' | 'gone'> {
  let missing = ''
  return await until(
    `${name} to settle`,
    async () => {
      const { status, outcome } = await state()
      missing = `it is ${status}, its operation ${outcome}`
      if (outcome === 'IN_PROGRESS') return undefined
      if (await snapshotsInProgress()) return undefined
      const living = (await processes()).length
      missing += `, with ${living} processes`
      if (status === 'READY' || status === 'gone') return living === 0 && status
      return status === 'RUNNING' && living === 2 && status
    },
    { seconds: patienceSeconds, everyMs: 500, lastKnown: () => missing },
  )
}

/** Records arrive again: a cluster that only looks alive does not count. */
export async function goesOn({ name, written }: Application): Promise<void> {
  const before = await written()
  await until(`${name} to write more`, async () => (await written()) > before, {
    seconds: patienceSeconds,
    everyMs: 500,
  })
}
