import { ResourceNotFoundException } from '@weir/service-model'
import type { FastifyInstance } from 'fastify'
import { problemTable, problemType } from '../rest/answer/problem-table.ts'

/** What the `type` of a problem refers to: the error in general, without credentials. */
export function problemRoutes() {
  return (app: FastifyInstance): void => {
    app.get<{ Params: { error: string } }>(problemType(':error'), ({ params: { error } }) => {
      const kind = Object.hasOwn(problemTable, error) ? problemTable[error] : undefined
      if (kind === undefined) throw new ResourceNotFoundException('There is no error of that name.')
      return { error, ...kind }
    })
  }
}
