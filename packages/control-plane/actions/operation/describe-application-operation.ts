import { describeOperation } from '@weir/domain'
import type { ActionHandler } from '@weir/service-model'
import { ResourceNotFoundException } from '@weir/service-model'
import type { ActionDeps } from '../../deps.ts'
import { findApplication } from '../../find-application.ts'
import { refuseSql } from '../../require-kind.ts'

export const describeApplicationOperation =
  ({ store }: ActionDeps): ActionHandler<'DescribeApplicationOperation'> =>
  async ({ ApplicationName, OperationId }, context) => {
    const application = await findApplication(store, context, ApplicationName)
    refuseSql(application, 'DescribeApplicationOperation')
    const operation = await store.operations.find(application.id, OperationId)
    if (operation === undefined) {
      throw new ResourceNotFoundException(`Operation ${OperationId} of application ${ApplicationName} does not exist.`)
    }
    return { ApplicationOperationInfoDetails: describeOperation(operation) }
  }
