import { join } from 'node:path'

/** Files that scripts/provision.mjs puts in place; where it puts them is agreed on here. */

/** S3Proxy with its dependencies, from Maven Central. */
export const s3ProxyJar = (cacheDir: string): string =>
  join(cacheDir, 'jars', 's3proxy-4.1.0-jar-with-dependencies.jar')

/** The launcher, built from java/runtime. */
export const launcherJar = (home: string): string => join(home, 'java', 'runtime', 'target', 'weir-launcher.jar')

/** The pinned packages of Python applications, a file for each Flink. */
export const pythonRequirements = (home: string): string => join(home, 'packages', 'engine', 'runtimes', 'python')

/** Migrations of Postgres, run at every start. */
export const migrationsDirectory = (home: string): string => join(home, 'prisma', 'migrations')

/** What /docs shows; scripts/build.mjs makes it of openapi.yaml. */
export const openApiFile = (home: string): string => join(home, 'dist', 'openapi.json')
