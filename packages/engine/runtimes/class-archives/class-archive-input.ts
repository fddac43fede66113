import type { RuntimeHome } from '../runtime-home.ts'

/** What class archives are made from and for. */
export interface ClassArchiveInput {
  readonly runtime: RuntimeHome
  readonly java: { readonly program: string; readonly home: string }
  /** java/runtime's jar, the last part of the class path. */
  readonly launcherJar: string
  readonly cacheDir: string
}
