import type { RuntimeEnvironment, SnapshotMode } from '@weir/service-model'
import {
  InvalidApplicationConfigurationException,
  InvalidArgumentException,
  UnsupportedOperationException,
} from '@weir/service-model'
import type { Application } from '../model/application.ts'
import type { ApplicationSpec } from '../model/spec.ts'
import { isOlderRuntime, runtimeCatalogue } from '../runtime-catalogue.ts'

export const isEnhanced = ({ snapshotMode }: Pick<ApplicationSpec, 'snapshotMode'>): boolean =>
  snapshotMode === 'ENHANCED_SNAPSHOTS'

/** The mode of a new version; `current` is absent for the first one. Throws where AWS's documentation says it refuses. */
export const readSnapshotMode = (
  asked: SnapshotMode | undefined,
  { current, runtimeEnvironment }: { current?: SnapshotMode | undefined; runtimeEnvironment: RuntimeEnvironment },
): SnapshotMode | undefined => {
  const mode = asked ?? current
  if (current === 'ENHANCED_SNAPSHOTS' && mode !== current) {
    throw new InvalidArgumentException(
      'SnapshotMode cannot be changed from ENHANCED_SNAPSHOTS to APPLICATION_SNAPSHOTS_LEGACY by UpdateApplication. Use RollbackApplication.',
    )
  }
  if (mode === 'ENHANCED_SNAPSHOTS') requireEnhancedRuntime(runtimeEnvironment)
  return mode
}

const requireEnhancedRuntime = (runtime: RuntimeEnvironment): void => {
  if (runtimeCatalogue[runtime].family === 'FLINK' && !isOlderRuntime(runtime, 'FLINK-1_20')) return
  throw new InvalidArgumentException(
    `SnapshotMode ENHANCED_SNAPSHOTS is not supported for runtime environment ${runtime}. It needs Apache Flink 1.20 or later.`,
  )
}

type Moded = Pick<Application, 'name' | 'spec'>

/** For CreateSnapshot: the configuration is what is wrong. */
export const requireEnhancedMode = ({ name, spec }: Moded): void => {
  if (isEnhanced(spec)) return
  throw new InvalidApplicationConfigurationException(
    `Application ${name} uses snapshot mode APPLICATION_SNAPSHOTS_LEGACY. CreateSnapshot needs ENHANCED_SNAPSHOTS; use CreateApplicationSnapshot, or change the mode by UpdateApplication.`,
  )
}

/** For CreateApplicationSnapshot. */
export const requireLegacyMode = ({ name, spec }: Moded): void => {
  if (!isEnhanced(spec)) return
  throw new UnsupportedOperationException(
    `Application ${name} uses snapshot mode ENHANCED_SNAPSHOTS. CreateApplicationSnapshot is not supported for it; use CreateSnapshot.`,
  )
}
