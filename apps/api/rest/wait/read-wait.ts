import { InvalidArgumentException } from '@weir/service-model'
import type { FastifyRequest } from 'fastify'
import { queryOf } from '../request/query.ts'
import type { RestRoute, WaitSubject } from '../route.ts'

/** What a request wants to wait for before it is answered, and how long. */
export interface WaitWish {
  readonly on: WaitSubject
  readonly status: string
  readonly seconds: number
}

const longest = 900
const usual = 120

/** `?wait=RUNNING&timeout=120`; undefined when the request does not want to wait. */
export function readWait({ wait }: RestRoute, request: FastifyRequest): WaitWish | undefined {
  if (wait === undefined) return undefined
  const query = queryOf(request)
  const [status, ...others] = query.get('wait') ?? []
  const [timeout, ...otherTimeouts] = query.get('timeout') ?? []
  if (status === undefined && timeout === undefined) return undefined
  if (status === undefined || others.length > 0 || !wait.statuses.includes(status)) {
    throw new InvalidArgumentException(`The query parameter wait must be ${wait.statuses.join(' or ')}, once.`)
  }
  return { on: wait.on, status, seconds: secondsOf(timeout, otherTimeouts.length) }
}

function secondsOf(text = String(usual), others: number): number {
  const seconds = /^\d{1,3}$/.test(text) ? Number(text) : 0
  if (seconds >= 1 && seconds <= longest && others === 0) return seconds
  throw new InvalidArgumentException(`The query parameter timeout must be a number of seconds from 1 to ${longest}.`)
}
