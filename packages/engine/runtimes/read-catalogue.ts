import { readFile } from 'node:fs/promises'
import { type PinnedArtifact, runtimeCatalogue, type RuntimeRelease } from './catalogue.ts'

/**
 * The catalogue with the releases that a file names in place of ours: how an operator brings a patch of Flink before Weir does. The file
 * is a JSON array of releases in the catalogue's own form. Throws an Error that names the entry and what is wrong with it.
 */
export async function readCatalogue(file: string): Promise<readonly RuntimeRelease[]> {
  const given: unknown = JSON.parse(await readFile(file, 'utf8'))
  if (!Array.isArray(given)) throw new Error(`${file} is no JSON array of releases.`)
  const releases = given.map((entry, index) => readRelease(entry, `${file}, entry ${index}`))
  return runtimeCatalogue.map((ours) => releases.find(({ runtime }) => runtime === ours.runtime) ?? ours)
}

function readRelease(entry: unknown, where: string): RuntimeRelease {
  const { runtime, flinkVersion, revision, distribution, s3Plugin } = objectOf(entry, where)
  const known = runtimeCatalogue.find((each) => each.runtime === runtime)
  if (known === undefined) {
    throw new Error(`${where}: runtime must be one of ${runtimeCatalogue.map((each) => each.runtime).join(', ')}.`)
  }
  if (typeof flinkVersion !== 'string' || !/^\d+\.\d+\.\d+$/.test(flinkVersion)) {
    throw new Error(`${where}: flinkVersion must be a version such as ${known.flinkVersion}.`)
  }
  const minor = (version: string): string => version.replace(/\.\d+$/, '')
  if (minor(flinkVersion) !== minor(known.flinkVersion)) {
    throw new Error(`${where}: ${known.runtime} is Flink ${minor(known.flinkVersion)}, not ${minor(flinkVersion)}.`)
  }
  if (revision !== undefined && !(Number.isInteger(revision) && Number(revision) >= 1)) {
    throw new Error(`${where}: revision must be a number from 1.`)
  }
  const { root } = objectOf(distribution, `${where}: distribution`)
  if (typeof root !== 'string' || root === '' || root.split('/').includes('..')) {
    throw new Error(`${where}: distribution.root must be a directory inside the archive.`)
  }
  return {
    ...known,
    flinkVersion,
    ...(revision === undefined ? {} : { revision: Number(revision) }),
    distribution: { ...readArtifact(distribution, `${where}: distribution`), root },
    s3Plugin: readArtifact(s3Plugin, `${where}: s3Plugin`),
  }
}

function readArtifact(given: unknown, where: string): PinnedArtifact {
  const { coordinates, sha256 } = objectOf(given, where)
  // They become arguments of pip and Maven: nothing that could be read as an option.
  if (typeof coordinates !== 'string' || !/^[A-Za-z0-9][A-Za-z0-9._:=-]*$/.test(coordinates)) {
    throw new Error(`${where}.coordinates must be the name of a package with its version.`)
  }
  if (typeof sha256 !== 'string' || !/^[0-9a-f]{64}$/.test(sha256)) {
    throw new Error(`${where}.sha256 must be 64 lower-case hex digits.`)
  }
  return { coordinates, sha256 }
}

function objectOf(given: unknown, where: string): Readonly<Record<string, unknown>> {
  if (typeof given === 'object' && given !== null && !Array.isArray(given)) return given as Record<string, unknown>
  throw new Error(`${where} must be an object.`)
}
