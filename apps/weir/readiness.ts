import type { Dispatch, StateArchive, Store } from '@weir/domain'

/** Longest wait for one part; a part that hangs is missing. */
const patienceMs = 4_000
/** A worker that has not been heard of for so long is missing. */
const workerSilenceMs = 15_000

/** Asks every part that the service needs; the body of /health/ready names what is missing. */
export const createReadiness =
  ({
    store,
    dispatch,
    archive,
    pingS3,
    own,
  }: {
    store: Store
    dispatch: Dispatch
    archive: StateArchive
    pingS3: () => Promise<void>
    /** This process's own worker, when it has one. */ own?: (() => string | undefined) | undefined
  }) =>
  async (): Promise<{ ready: boolean; checks: Record<string, string> }> => {
    const parts: Record<string, () => Promise<void>> = {
      postgres: () => store.ping(),
      dispatch: () => dispatch.ping(),
      s3: pingS3,
      state: () => archive.ping(),
      worker: async () => {
        const trouble = own?.()
        if (trouble !== undefined) throw new Error(trouble)
        if ((await store.workers.live(workerSilenceMs)).length === 0) throw new Error('no worker answers')
      },
    }
    const answers = await Promise.all(
      Object.entries(parts).map(async ([name, ask]) => [name, await answerOf(ask)] as const),
    )
    const checks = Object.fromEntries(answers)
    return { ready: answers.every(([, answer]) => answer === 'ok'), checks }
  }

const answerOf = async (ask: () => Promise<void>): Promise<string> => {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(() => {
      resolve(`no answer within ${String(patienceMs)} ms`)
    }, patienceMs)
  })
  const answer = ask().then(
    () => 'ok',
    (error: unknown) => (error instanceof Error ? (error.message.split('\n')[0] ?? '') : 'failed'),
  )
  try {
    return await Promise.race([answer, late])
  } finally {
    clearTimeout(timer)
  }
}
