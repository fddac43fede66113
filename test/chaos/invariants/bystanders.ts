import type { Application } from '../load/applications.ts'

/** Remembers the processes of applications that a fault has nothing to do with. Answers afterwards who lost some. */
export async function watchBystanders(bystanders: readonly Application[]): Promise<() => Promise<string[]>> {
  const pidsOf = async (each: Application) => (await each.processes()).map(({ pid }) => pid)
  const before = await Promise.all(bystanders.map(pidsOf))
  return async () => {
    const after = await Promise.all(bystanders.map(pidsOf))
    return bystanders
      .filter((_, n) => before[n]?.some((pid) => after[n]?.includes(pid) !== true))
      .map(({ name }) => `${name} lost processes by what was done to another application`)
  }
}
