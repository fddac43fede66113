import type {
  ApplicationConfiguration,
  ApplicationConfigurationDescription,
  ApplicationConfigurationUpdate,
  RuntimeEnvironment,
} from '@weir/service-model'
import type { Application } from '../model/application.ts'
import type { ApplicationSpec } from '../model/spec.ts'
import type { SpecRules } from '../spec/spec-rules.ts'

/** The members of a spec that not every kind of application has. */
export type KindSpec = Omit<
  ApplicationSpec,
  'runtimeEnvironment' | 'serviceExecutionRole' | 'description' | 'code' | 'loggingOptions'
>

/** What a configuration is read with. */
export interface KindContext {
  readonly applicationName: string
  /** Of the version that is made. */
  readonly runtimeEnvironment: RuntimeEnvironment
  readonly rules: SpecRules
}

/**
 * What a kind of application (Flink, SQL, Studio) makes of its own part of a configuration. Parts of the other kinds have been
 * refused when it is asked, code and logging options are read for all kinds alike.
 */
export interface Kind {
  created(given: ApplicationConfiguration, context: KindContext): KindSpec
  /** The members that the update changes; the others stay. */
  updated(current: ApplicationSpec, update: ApplicationConfigurationUpdate, context: KindContext): Partial<KindSpec>
  described(application: Application, options: { jobPlan?: string | undefined }): ApplicationConfigurationDescription
}
