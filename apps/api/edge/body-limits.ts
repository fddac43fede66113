import { ThrottlingException } from '@weir/service-model'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { isLarge } from '../pipeline/authenticate.ts'
import type { EdgeSettings } from './settings.ts'

/**
 * Bounds what bodies take while they arrive: large ones in number (each is in memory several times over while it is worked on), small
 * ones in time, so that nobody holds a connection for minutes with a few bytes.
 */
export function boundBodies(app: FastifyInstance, { largeBodies, smallBodyMs }: EdgeSettings): void {
  let large = 0

  app.addHook('preParsing', (request, reply, _payload, next) => {
    if (!isLarge(request)) {
      if (Number(request.headers['content-length'] ?? 0) > 0) hurry(request, smallBodyMs)
      next(null)
    } else if (large >= largeBodies) {
      next(new ThrottlingException('Rate exceeded: too many large requests at once', 1))
    } else {
      large += 1
      whenOver(reply, () => (large -= 1))
      next(null)
    }
  })
}

function hurry({ raw }: FastifyRequest, ms: number): void {
  const tooLate = setTimeout(() => raw.destroy(), ms).unref()
  const arrived = () => {
    clearTimeout(tooLate)
  }
  raw.once('end', arrived).once('close', arrived)
}

/** Once, whether the answer was sent or the client went away first. */
function whenOver({ raw }: FastifyReply, release: () => void): void {
  let released = false
  const once = () => {
    if (!released) release()
    released = true
  }
  raw.once('finish', once).once('close', once)
}
