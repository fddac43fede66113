import { type ActionName, type ActionTypes, ConcurrentModificationException } from '@weir/service-model'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Authenticate, Caller } from '../pipeline/authenticate.ts'
import type { Serve } from '../pipeline/serve.ts'
import { answer } from './answer/answer.ts'
import { lookUpMembers } from './request/look-up-members.ts'
import type { createLook } from './look.ts'
import { applyPrecondition } from './request/precondition.ts'
import { readInput, type RestInput } from './request/read-input.ts'
import { readWait, type WaitWish } from './wait/read-wait.ts'
import { preconditionFailed } from './answer/rest-error.ts'
import type { RestRoute } from './route.ts'
import { type Arrived, type Awaited, waitFor } from './wait/wait.ts'
import type { Place, WaitingRoom } from './wait/waiting-room.ts'

/** What every route of the REST face needs. */
export interface RestStage {
  readonly identify: Authenticate
  readonly serve: Serve
  readonly look: ReturnType<typeof createLook>
  readonly waitingRoom: WaitingRoom
  readonly waitEveryMs: number
}

type Output = ActionTypes[ActionName]['output']

/** The one handler of all REST routes: what is said by HTTP becomes an action's input, its output becomes what HTTP has to say. */
export function serveRoute(route: RestRoute, stage: RestStage) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    request.trail.action = route.action
    const caller = await stage.identify(request)
    const wish = readWait(route, request)
    const look = stage.look(request, caller, { metered: true })
    const said = await applyPrecondition(route, { request, input: readInput(route, request), look })
    const input = await lookUpMembers(route, said, look)

    const place = wish && stage.waitingRoom.enter(caller.principal.accountId)
    const { came, output } = await acted({ route, stage, request, reply, caller, input, wish, place })
    if (came !== undefined) return answer(request, reply, { route, status: 200, input, ...came })
    const status = wish === undefined ? route.status : 202
    return answer(request, reply, { route, as: route.action, status, input, output })
  }
}

interface Call {
  readonly route: RestRoute
  readonly stage: RestStage
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  readonly caller: Caller
  readonly input: RestInput
  readonly wish: WaitWish | undefined
  readonly place: Place | undefined
}

/** Does what is asked for and waits for it if that is wished; the place is taken beforehand, so that who gets none has done nothing. */
async function acted(call: Call): Promise<{ output: Output; came?: Arrived | undefined }> {
  const { stage, request, reply, caller, input, wish, place } = call
  try {
    const output = await act(call)
    if (wish === undefined || place === undefined) return { output }
    const timer = setTimeout(place.end, wish.seconds * 1000)
    // Nobody is left to wait once the connection is gone.
    reply.raw.once('close', place.end)
    const look = stage.look(request, caller, { metered: false })
    const awaited = { look, input, output: output as Awaited['output'], status: wish.status }
    const came = await waitFor(wish.on, awaited, { signal: place.signal, everyMs: stage.waitEveryMs }).finally(() => {
      clearTimeout(timer)
    })
    return { output, came }
  } finally {
    place?.leave()
  }
}

async function act({ route, stage, request, caller, input }: Call): Promise<Output> {
  try {
    return await stage.serve(request, { action: route.action, ...caller, wire: input })
  } catch (error) {
    const conditional = route.version === 'demanded' && request.headers['if-match'] !== undefined
    if (conditional && error instanceof ConcurrentModificationException) throw preconditionFailed(error.message)
    throw error
  }
}
