import type { RuntimeEnvironment } from '@weir/service-model'
import { runtimeCatalogue } from '../runtime-catalogue.ts'
import { flinkKind } from './flink-kind.ts'
import type { Kind } from './kind.ts'
import { sqlKind } from './sql-kind.ts'
import { studioKind } from './studio-kind.ts'

const kinds = { FLINK: flinkKind, SQL: sqlKind, ZEPPELIN: studioKind } as const

/** The kind of application that a runtime environment runs. */
export const kindOf = (environment: RuntimeEnvironment): Kind => kinds[runtimeCatalogue[environment].family]
