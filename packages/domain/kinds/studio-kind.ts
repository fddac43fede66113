import { createdStudio } from '../studio/created-studio.ts'
import { describeStudio } from '../studio/describe-studio.ts'
import { updatedStudio } from '../studio/updated-studio.ts'
import { createdEnvironment, describeEnvironment, updatedEnvironment } from './environment.ts'
import type { Kind } from './kind.ts'

/** A Studio notebook: Zeppelin on Flink. */
export const studioKind: Kind = {
  created: (given, { rules }) => ({
    ...createdEnvironment(given),
    studio: createdStudio(given.ZeppelinApplicationConfiguration, rules),
  }),
  updated: (current, update, { rules }) => {
    const studio = current.studio ?? createdStudio(undefined, rules)
    const change = update.ZeppelinApplicationConfigurationUpdate
    return {
      ...updatedEnvironment(current, update),
      studio: change === undefined ? studio : updatedStudio(studio, change, rules),
    }
  },
  described: ({ spec }) => ({
    ...describeEnvironment(spec),
    ZeppelinApplicationConfigurationDescription: spec.studio && describeStudio(spec.studio),
  }),
}
