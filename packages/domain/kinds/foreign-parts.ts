import type { ApplicationConfiguration, ApplicationConfigurationUpdate, RuntimeEnvironment } from '@weir/service-model'
import { InvalidArgumentException } from '@weir/service-model'
import type { RuntimeFamily } from '../runtime-catalogue.ts'
import { runtimeCatalogue } from '../runtime-catalogue.ts'

type Part = Exclude<keyof ApplicationConfiguration, 'ApplicationCodeConfiguration'>

/** The parts of a configuration that only some kinds have, and what AWS's answer calls each. */
const owners: Readonly<Record<Part, { readonly families: readonly RuntimeFamily[]; readonly called: string }>> = {
  FlinkApplicationConfiguration: { families: ['FLINK'], called: 'FlinkApplicationConfiguration' },
  SqlApplicationConfiguration: { families: ['SQL'], called: 'SqlApplicationConfiguration' },
  ZeppelinApplicationConfiguration: { families: ['ZEPPELIN'], called: 'ZeppelinApplicationConfiguration' },
  ApplicationSnapshotConfiguration: { families: ['FLINK'], called: 'SnapshotsEnabled' },
  ApplicationSystemRollbackConfiguration: { families: ['FLINK'], called: 'SystemRollbacksEnabled' },
  EnvironmentProperties: { families: ['FLINK', 'ZEPPELIN'], called: 'EnvironmentProperties' },
  ApplicationEncryptionConfiguration: { families: ['FLINK', 'ZEPPELIN'], called: 'ApplicationEncryptionConfiguration' },
  VpcConfigurations: { families: ['FLINK', 'ZEPPELIN'], called: 'VpcConfigurations' },
}

/** Refuses parts of the other kinds of application, with AWS's text where it is known. An empty list is no part. */
export const refuseForeignParts = (
  given: Readonly<Partial<Record<Part, unknown>>>,
  environment: RuntimeEnvironment,
): void => {
  const { family } = runtimeCatalogue[environment]
  for (const part of Object.keys(owners) as Part[]) {
    const { families, called } = owners[part]
    if (families.includes(family) || given[part] === undefined || isEmptyList(given[part])) continue
    throw new InvalidArgumentException(
      part === 'SqlApplicationConfiguration' && family === 'FLINK'
        ? 'SQLApplicationConfiguration is not valid with a FLINK runtime environment type. If you want to create a SQL application, please set the RunTimeEnvironmentType to SQL-1_0'
        : `Invalid configuration provided. ${called} is not applicable to runtime environment : ${environment}`,
    )
  }
}

/** The same for an update. A part that names no change asks for nothing; tools that build requests from templates send such. */
export const refuseForeignUpdates = (update: ApplicationConfigurationUpdate, environment: RuntimeEnvironment): void => {
  const given: Record<Part, unknown> = {
    FlinkApplicationConfiguration: update.FlinkApplicationConfigurationUpdate,
    SqlApplicationConfiguration: update.SqlApplicationConfigurationUpdate,
    ZeppelinApplicationConfiguration: update.ZeppelinApplicationConfigurationUpdate,
    ApplicationSnapshotConfiguration: update.ApplicationSnapshotConfigurationUpdate,
    ApplicationSystemRollbackConfiguration: update.ApplicationSystemRollbackConfigurationUpdate,
    EnvironmentProperties: update.EnvironmentPropertyUpdates,
    ApplicationEncryptionConfiguration: update.ApplicationEncryptionConfigurationUpdate,
    VpcConfigurations: update.VpcConfigurationUpdates,
  }
  const asked = Object.entries(given).filter(([, part]) => !asksForNothing(part))
  refuseForeignParts(Object.fromEntries(asked), environment)
}

const isEmptyList = (value: unknown): boolean => Array.isArray(value) && value.length === 0

const asksForNothing = (value: unknown): boolean =>
  value === undefined || (typeof value === 'object' && value !== null && Object.values(value).every(asksForNothing))
