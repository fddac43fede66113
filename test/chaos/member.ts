import { setInterval as every } from 'node:timers/promises'
import type { Weir } from '../acceptance/harness/weir.ts'
import type { OwnNetwork } from './own-network.ts'
import type { Proxy } from './proxy.ts'

/** One process of Weir, which a supervisor starts again when it ends, as in production. */
export interface Member {
  readonly weir: Weir
  /** Its own way to Postgres. */
  readonly postgres: Proxy
  /** Absent where hosts share this machine's network. */
  readonly network: OwnNetwork | undefined
  /** False while a fault wants it to stay down. */
  supervised: boolean
  deaths: number
}

export const isRunning = ({ weir }: Pick<Member, 'weir'>): boolean => {
  try {
    return weir.pid() > 0
  } catch {
    return false
  }
}

/** It may be killed again while it starts: then its successor is waited for. */
export const readyAgain = async (member: Member): Promise<void> => {
  for (;;) {
    try {
      await member.weir.ready()
      return
    } catch (error) {
      if (!/ended by itself/.test(String(error)) || !member.supervised) throw error
      await new Promise((resolve) => setTimeout(resolve, 300))
    }
  }
}

export const supervise = (members: readonly Member[]) => {
  const halt = new AbortController()
  const watching = (async () => {
    try {
      for await (const _ of every(100, undefined, { signal: halt.signal })) {
        for (const member of members.filter((each) => each.supervised && !isRunning(each))) {
          member.deaths += 1
          member.weir.launch()
        }
      }
    } catch (error) {
      if (!halt.signal.aborted) throw error
    }
  })()
  return {
    stop: async () => {
      halt.abort()
      await watching
    },
  }
}
