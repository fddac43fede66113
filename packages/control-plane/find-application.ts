import type { Application, Repositories } from '@weir/domain'
import type { ActionContext } from '@weir/service-model'
import { ResourceNotFoundException } from '@weir/service-model'

/** The caller's application of that name; `lock` takes its row, as every change of it must. */
export const findApplication = async (
  { applications }: Pick<Repositories, 'applications'>,
  { principal, region }: Pick<ActionContext, 'principal' | 'region'>,
  name: string,
  options: { lock?: boolean } = {},
): Promise<Application> => {
  const application = await applications.findByName({ accountId: principal.accountId, region }, name, options)
  if (application === undefined) throw applicationNotFound(name)
  return application
}

export const applicationNotFound = (name: string): ResourceNotFoundException =>
  new ResourceNotFoundException(`Application ${name} does not exist.`)
