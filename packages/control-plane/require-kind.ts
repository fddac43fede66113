import type { Application, RuntimeFamily } from '@weir/domain'
import { runtimeCatalogue } from '@weir/domain'
import type { ServiceError } from '@weir/service-model'
import { InvalidArgumentException, UnsupportedOperationException } from '@weir/service-model'

type Kind = Pick<Application, 'runtimeEnvironment'>

const familyOf = ({ runtimeEnvironment }: Kind): RuntimeFamily => runtimeCatalogue[runtimeEnvironment].family

/** For what only Flink applications have: snapshots and rollback. `action` is named in the answer. */
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

/** AWS stops a SQL application only in order. InvalidArgumentException, for StopApplication models no other that fits. */
export const requireForceable = (application: Kind): void => {
  if (familyOf(application) !== 'SQL') return
  throw new InvalidArgumentException('Force is not supported for SQL applications.')
}

const unsupported = (action: string, { runtimeEnvironment }: Kind): ServiceError =>
  new UnsupportedOperationException(
    `${action} is not supported for applications of runtime environment ${runtimeEnvironment}.`,
  )
