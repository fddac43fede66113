import { type Application, applicationArn } from '@weir/domain'
import { ResourceNotFoundException, validateInput } from '@weir/service-model'
import type { FastifyRequest } from 'fastify'
import type { ApiDeps } from '../deps.ts'
import type { Authenticate } from '../pipeline/authenticate.ts'
import type { InsightDeps } from './insight-deps.ts'

/** The application that a path names, for a caller who may see it. */
export type FindApplication = (
  request: FastifyRequest,
  asked: {
    readonly name: string
    /** The permission that is needed on the application: `kinesisanalytics:DescribeApplication` unless it is more than a description. */
    readonly permission?: string
  },
) => Promise<Application>

/**
 * The stages of every insight route: authenticate, throttle (as DescribeApplication), authorize, look up. A caller without the right is
 * refused before we say whether there is such an application.
 */
export function createFindApplication({
  insight,
  authenticate,
  throttle,
}: Pick<ApiDeps, 'throttle'> & { insight: InsightDeps; authenticate: Authenticate }): FindApplication {
  return async (request, { name, permission = 'kinesisanalytics:DescribeApplication' }) => {
    const { principal, region } = await authenticate(request)
    const { accountId } = principal
    const action = 'DescribeApplication'
    request.trail.action = action
    throttle({ accountId, region, action })
    const input = validateInput(action, { ApplicationName: name })
    request.trail.application = input.ApplicationName
    request.trail.input = input
    const secure = request.protocol === 'https'
    const scope = { accountId, region }
    const resource = applicationArn({ ...scope, name: input.ApplicationName })
    await insight.permit({ principal, region, sourceIp: request.ip, secure }, { action: permission, resource })
    const found = await insight.findApplication(scope, input.ApplicationName)
    if (found !== undefined) return found
    throw new ResourceNotFoundException(`Application ${input.ApplicationName} does not exist.`)
  }
}
