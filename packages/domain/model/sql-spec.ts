import type { Input, Output, ReferenceDataSource } from '@weir/service-model'

/** What a SQL-1_0 application reads, writes and looks up. Plain JSON: the API's own shapes with the ids Weir gave them. */
export interface SqlSpec {
  readonly inputs: readonly (Input & { readonly InputId: string })[]
  readonly outputs: readonly (Output & { readonly OutputId: string })[]
  readonly referenceDataSources: readonly (ReferenceDataSource & { readonly ReferenceId: string })[]
}
