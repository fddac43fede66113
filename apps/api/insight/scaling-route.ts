import type { ScalingDecision } from '@weir/domain'
import { choosePolicy, scalingBounds } from '@weir/domain'
import type { FastifyInstance } from 'fastify'
import { onlyMethods } from '../rest/only-methods.ts'
import { readParameters } from '../rest/request/read-parameters.ts'
import type { FindApplication } from './find-application.ts'
import type { InsightDeps } from './insight-deps.ts'

const most = 50

/** `GET /v1/applications/{name}/scaling`: how automatic scaling stands, why it does nothing, and what it has done. */
export function scalingRoute(
  app: FastifyInstance,
  { read, find }: { read: InsightDeps['readScaling']; find: FindApplication },
): void {
  const path = '/v1/applications/:name/scaling'
  onlyMethods(app, { path, allowed: ['GET'] })
  app.get<{ Params: { name: string } }>(path, async (request) => {
    const application = await find(request, { name: request.params.name })
    readParameters(request, [])
    const configured = application.spec.flink?.parallelism
    const [state, decisions] = await Promise.all([
      read.scaling.findState(application.id),
      read.scaling.listDecisions(application.id, { limit: most }),
    ])
    const { policy, settings, trouble } = choosePolicy(application.tags)
    const show = async ({ operationId, decidedAt, policy, from, to, reason, inputs }: ScalingDecision) => {
      const operation = await read.operations.find(application.id, operationId)
      return {
        time: decidedAt.toISOString(),
        policy,
        from,
        to,
        reason,
        inputs,
        operationId,
        outcome: operation?.status,
        endTime: operation?.endedAt?.toISOString(),
        error: operation?.error,
      }
    }
    return {
      enabled: configured?.autoScalingEnabled ?? false,
      policy: policy.name,
      settings,
      trouble,
      currentParallelism: application.currentParallelism,
      ...(configured && scalingBounds(configured, read.quotasOf(application.accountId))),
      lastEvaluated: state && {
        time: state.evaluatedAt.toISOString(),
        policy: state.policy,
        verdict: state.verdict,
        pointsAtOrAboveUpper: state.memory.above,
        pointsBelowLower: state.memory.below,
      },
      decisions: await Promise.all(decisions.map(show)),
    }
  })
}
