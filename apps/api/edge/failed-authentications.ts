import type { Clock } from '@weir/domain'
import { ThrottlingException } from '@weir/service-model'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { createBuckets } from '../pipeline/buckets.ts'
import { sourceOf } from './source-address.ts'

/** What answers somebody who guesses. Expired credentials were right once, and no credentials are no guess. */
const guesses = new Set(['UnrecognizedClientException', 'InvalidSignatureException', 'IncompleteSignatureException'])

/** Refuses clients that failed to authenticate too often, before anything is looked up or hashed for them. */
export function boundFailedAuthentications(
  app: FastifyInstance,
  { clock, perMinute }: { clock: Clock; perMinute: number },
): void {
  if (perMinute === 0) return
  const rate = { perSecond: perMinute / 60, burst: perMinute }
  const failures = createBuckets({ clock, most: 10_000 })

  app.addHook('onRequest', (request, _reply, next) => {
    if (!claimsSomebody(request)) {
      next()
      return
    }
    const waitSeconds = failures.wait(sourceOf(request.ip), rate)
    if (waitSeconds === 0) next()
    else next(new ThrottlingException('Rate exceeded: too many failed authentications', waitSeconds))
  })

  app.addHook('onResponse', (request, _reply, next) => {
    if (guesses.has(request.trail.error ?? '')) failures.take(sourceOf(request.ip), rate)
    next()
  })
}

function claimsSomebody(request: FastifyRequest): boolean {
  return request.headers.authorization !== undefined || /[?&]X-Amz-/i.test(request.url)
}
