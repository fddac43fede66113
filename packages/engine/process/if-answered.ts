import { EngineError } from '@weir/domain'

/** What a cluster says, or undefined when it does not say it now. */
export async function ifAnswered<T>(ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask()
  } catch (error) {
    if (error instanceof EngineError) return undefined
    throw error
  }
}
