import { type Phase } from '@weir/domain'
import { ResourceNotFoundException, validateInput } from '@weir/service-model'
import type { FastifyInstance } from 'fastify'
import type { ApiDeps } from '../deps.ts'
import type { Authenticate } from '../pipeline/authenticate.ts'
import { onlyMethods } from '../rest/only-methods.ts'

/** What AWS has no action for: how long each part of an operation took, or is taking. */
export function phaseRoutes({
  operationPhases,
  authorize,
  throttle,
  authenticate,
}: Pick<ApiDeps, 'operationPhases' | 'authorize' | 'throttle'> & { authenticate: Authenticate }) {
  return (app: FastifyInstance): void => {
    const path = '/v1/applications/:name/operations/:operationId/phases'
    onlyMethods(app, { path, allowed: ['GET'] })
    app.get<{ Params: { name: string; operationId: string } }>(path, async (request) => {
      const { principal, region } = await authenticate(request)
      const action = 'DescribeApplicationOperation'
      request.trail.action = action
      throttle({ accountId: principal.accountId, region, action })
      const input = validateInput('DescribeApplicationOperation', {
        ApplicationName: request.params.name,
        OperationId: request.params.operationId,
      })
      const { ApplicationName, OperationId } = input
      request.trail.application = ApplicationName
      request.trail.input = input
      const secure = request.protocol === 'https'
      await authorize({ action, input, principal, region, sourceIp: request.ip, secure })
      const phases = await operationPhases({ accountId: principal.accountId, region }, ApplicationName, OperationId)
      if (phases === undefined) {
        throw new ResourceNotFoundException(`Application '${ApplicationName}' has no operation '${OperationId}'.`)
      }
      return { phases: phases.map(restPhase) }
    })
  }
}

function restPhase({ name, startedAt, endedAt, detail }: Phase) {
  return { name, startTime: startedAt.toISOString(), endTime: endedAt?.toISOString(), detail }
}
