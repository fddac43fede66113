import { appendFile, readFile } from 'node:fs/promises'

/** How a process of a cluster ended, as the worker that had started it was told. */
export interface Exit {
  readonly component: string
  readonly code?: number
  readonly signal?: string
  /** ISO 8601. */
  readonly at: string
}

/** One line more of the cluster's exits. A worker that was restarted is told of no process that it did not start itself. */
export async function noteExit(file: string, exit: Exit): Promise<void> {
  // The cluster's files may be gone by now.
  await appendFile(file, `${JSON.stringify(exit)}\n`, { mode: 0o600 }).catch(() => undefined)
}

/** Oldest first; none when there is no file. A line that a crash cut off is left out. */
export async function readExits(file: string): Promise<readonly Exit[]> {
  const text = await readFile(file, 'utf8').catch(() => '')
  return text.split('\n').flatMap((line) => {
    try {
      return line === '' ? [] : [JSON.parse(line) as Exit]
    } catch {
      return [] // cut off by a crash
    }
  })
}

/** When the last of these components ended, if the worker was told of each one's end since then; undefined when it was not. */
export function lastEnd(
  exits: readonly Exit[],
  { components, since }: { components: readonly string[]; since: Date },
): Date | undefined {
  const ends = exits.filter(({ at }) => Date.parse(at) >= since.getTime())
  if (!components.every((each) => ends.some(({ component }) => component === each))) return undefined
  return ends.length === 0 ? undefined : new Date(Math.max(...ends.map(({ at }) => Date.parse(at))))
}

/** What Node tells of the end of a child: one of the two. */
export const exitOf = (code: number | null, signal: string | null): Pick<Exit, 'code' | 'signal'> => ({
  ...(code === null ? {} : { code }),
  ...(signal === null ? {} : { signal }),
})
