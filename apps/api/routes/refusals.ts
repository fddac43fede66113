import { ServiceError, UnknownOperationException } from '@weir/service-model'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { answerAwsError } from '../pipeline/errors.ts'
import { answerProblem } from '../pipeline/problem.ts'

/** Answers what no route is for; on `/` in AWS's words, since whoever comes there speaks AWS JSON. */
export function refuse(request: FastifyRequest, reply: FastifyReply): void {
  if (request.url.split('?', 1)[0] !== '/') {
    answerProblem(new UnknownOperationException('There is nothing at this path; see /docs.'), request, reply)
    return
  }
  void reply.header('allow', 'POST')
  answerAwsError(wrongMethod(), request, reply)
}

function wrongMethod(): ServiceError {
  const message = 'Actions are called with POST /; see /docs.'
  return new ServiceError({ name: 'UnknownOperationException', statusCode: 405, message })
}
