import { execFileSync } from 'node:child_process'
import { NotPossibleHere } from './not-possible-here.ts'

/** A network of one worker host's own: a namespace, and a cable to this machine. */
export interface OwnNetwork {
  /** Of the host, as this machine reaches it. */
  readonly address: string
  /** Of this machine, as the host reaches it. */
  readonly gateway: string
  /** What a command line comes behind, to run there. */
  readonly behind: readonly string[]
  /** From now on every packet is lost, and nothing is closed. */
  cut(): void
  mend(): void
  remove(): void
}

const ip = (...words: string[]): void => {
  execFileSync('ip', words, { stdio: 'ignore' })
}

/** Makes the `n`-th one of this process. Throws NotPossibleHere where the machine does not allow it. */
export function makeOwnNetwork(n: number): OwnNetwork {
  const name = `weir-${process.pid}-${n}`
  const [outer, inner] = [`wo${process.pid}n${n}`, `wi${process.pid}n${n}`]
  const subnet = `10.251.${process.pid % 250}`
  const [gateway, address] = [`${subnet}.${n * 4 + 1}`, `${subnet}.${n * 4 + 2}`]
  const remove = (): void => {
    ip('netns', 'delete', name) // the cable goes with it
  }
  try {
    ip('netns', 'add', name)
  } catch {
    throw new NotPossibleHere('no network namespace can be made here: that needs root, CAP_SYS_ADMIN and ip')
  }
  try {
    ip('link', 'add', outer, 'type', 'veth', 'peer', 'name', inner)
    ip('link', 'set', inner, 'netns', name)
    ip('addr', 'add', `${gateway}/30`, 'dev', outer)
    ip('link', 'set', outer, 'up')
    ip('-n', name, 'addr', 'add', `${address}/30`, 'dev', inner)
    ip('-n', name, 'link', 'set', inner, 'up')
    ip('-n', name, 'link', 'set', 'lo', 'up')
  } catch {
    remove()
    throw new NotPossibleHere('no cable can be laid into a network namespace here: that needs CAP_NET_ADMIN')
  }
  return {
    address,
    gateway,
    behind: ['nsenter', `--net=/run/netns/${name}`],
    cut: () => {
      ip('link', 'set', outer, 'down')
    },
    mend: () => {
      ip('link', 'set', outer, 'up')
    },
    remove,
  }
}
