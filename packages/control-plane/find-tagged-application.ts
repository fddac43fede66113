import type { Application, Repositories } from '@weir/domain'
import { parseApplicationArn } from '@weir/domain'
import type { ActionContext } from '@weir/service-model'
import { InvalidArgumentException, ResourceInUseException } from '@weir/service-model'
import { findApplication } from './find-application.ts'

/** The application that a tag request's ARN names; it must be of the caller's account and this region. */
export const findTaggedApplication = async (
  repositories: Pick<Repositories, 'applications'>,
  context: ActionContext,
  arn: string,
  options: { lock?: boolean } = {},
): Promise<Application> => {
  const named = parseApplicationArn(arn)
  if (named?.accountId !== context.principal.accountId || named.region !== context.region) {
    throw new InvalidArgumentException(
      `Resource ARN ${arn} is invalid: it names no application of this account and Region.`,
    )
  }
  return findApplication(repositories, context, named.name, options)
}

/** The tags of an application that is going are gone already. */
export const requireNotDeleting = ({ name, status }: Application): void => {
  if (status === 'DELETING') throw new ResourceInUseException(`Application ${name} is in DELETING status.`)
}
