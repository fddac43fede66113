import type { Application, RuntimeFamily } from '@weir/domain'
import { runtimeCatalogue } from '@weir/domain'
import type { ServiceError } from '@weir/service-model'
import { InvalidArgumentException, UnsupportedOperationException } from '@weir/service-model'

type Kind = Pick<Application, 'runtimeEnvironment'>

const familyOf = ({ runtimeEnvironment }: Kind): RuntimeFamily => runtimeCatalogue[runtimeEnvironment].family

export const isSql = (application: Kind): boolean => familyOf(application) === 'SQL'

/** For what runs a job of its own code. On AWS SQL applications had no snapshots; here they have state to keep. `action` is named in the answer. */
export const requireJob = (application: Kind, action: string): void => {
  if (familyOf(application) === 'ZEPPELIN') throw unsupported(action, application)
}

/** For what only Flink applications have: enhanced snapshots and rollback. */
export const requireFlink = (application: Kind, action: string): void => {
  if (familyOf(application) !== 'FLINK') throw unsupported(action, application)
}

/** For what Studio notebooks have too: versions, operations, maintenance. */
export const refuseSql = (application: Kind, action: string): void => {
  if (familyOf(application) === 'SQL') throw unsupported(action, application)
}

/** For inputs, outputs and reference data. */
export const requireSql = (application: Kind): void => {
  if (familyOf(application) === 'SQL') return
  throw new InvalidArgumentException('You cannot add sql configuration to a Flink application.')
}

const unsupported = (action: string, { runtimeEnvironment }: Kind): ServiceError =>
  new UnsupportedOperationException(
    `${action} is not supported for applications of runtime environment ${runtimeEnvironment}.`,
  )
