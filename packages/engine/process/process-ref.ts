import { type EngineRef, EngineError } from '@weir/domain'

/** What `prepare` decides and every later call needs. Directories follow from the deployment's id. */
export interface ProcessRef {
  readonly driver: 'process'
  readonly applicationId: string
  readonly deploymentId: string
  readonly jobId: string
  /** Whose web UI the cluster has. */
  readonly runtime: string
  readonly taskManagers: number
  /** Their numbers where a rescale in place has left others than 0, 1, 2 … */
  readonly indexes?: readonly number[]
  readonly slotsPerTaskManager: number
  /** On loopback. */
  readonly ports: { readonly rest: number; readonly rpc: number }
}

/** As it is stored: opaque to everybody else. */
export function toEngineRef(ref: ProcessRef): EngineRef {
  return { ...ref }
}

/** Throws EngineError for a reference that another driver has made. */
export function fromEngineRef(ref: EngineRef): ProcessRef {
  if (ref['driver'] !== 'process') {
    throw new EngineError('configuration', 'The deployment was not made by the process engine.')
  }
  return ref as unknown as ProcessRef
}
