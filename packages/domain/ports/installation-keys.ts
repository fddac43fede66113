/** Random keys that every process of the installation shares. */
export interface InstallationKeyRepository {
  /** The key of that name; `fresh` becomes it when there is none yet. Exactly one of many that ask at once decides it. */
  provide(name: string, fresh: string): Promise<string>
}
