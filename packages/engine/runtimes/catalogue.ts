import type { RuntimeEnvironment } from '@weir/service-model'

/** A file of a package registry, pinned by content. */
export interface PinnedArtifact {
  /** As the registry's client wants it: `name==version` for pip, `group:artifact:version` for Maven. */
  readonly coordinates: string
  /** Lower-case hex. */
  readonly sha256: string
}

/** One patch release of Flink that a runtime can run on. */
export interface RuntimeRelease {
  readonly runtime: RuntimeEnvironment
  readonly flinkVersion: string
  /** Raised when the same Flink is to be rolled out anew (another plugin, other JVM flags). */
  readonly revision?: number | undefined
  /** PyPI carries the official Flink distribution, as a wheel or as a source archive. */
  readonly distribution: PinnedArtifact & {
    /** Directory inside the archive that holds lib/, opt/, plugins/ and bin/. */
    readonly root: string
  }
  /** The distribution has no S3 file system; the hadoop one is the one that FileSink can write with. */
  readonly s3Plugin: PinnedArtifact
}

/**
 * What a RuntimeEnvironment runs on here. Adding one: the newest patch release that PyPI and Maven Central carry, with the
 * checksums of both files.
 */
export const runtimeCatalogue: readonly RuntimeRelease[] = [
  {
    runtime: 'FLINK-1_20',
    flinkVersion: '1.20.5',
    distribution: {
      coordinates: 'apache-flink-libraries==1.20.5',
      sha256: 'e6aee62ea1a1fe7b32e28894ad079f3f1a50a372a4caac3df52405267f4228c8',
      root: 'apache_flink_libraries-1.20.5/deps',
    },
    s3Plugin: {
      coordinates: 'org.apache.flink:flink-s3-fs-hadoop:1.20.1',
      sha256: '4dabe5d51519984f88d677c477b99c5e18cec924af2e41816da67df527a5c679',
    },
  },
  {
    runtime: 'FLINK-2_2',
    flinkVersion: '2.2.1',
    distribution: {
      coordinates: 'apache-flink-libraries==2.2.1',
      sha256: '74dc5546fbd9add8fbcdf1222a237e09491f9b80296241aef8676ec56f8e686e',
      root: 'pyflink',
    },
    s3Plugin: {
      coordinates: 'org.apache.flink:flink-s3-fs-hadoop:2.2.0',
      sha256: 'fe14908b4d04c2fb199bf5c9dddfa80fd6b64d7a6decb3cc8826e644c5449262',
    },
  },
  {
    runtime: 'FLINK-2_3',
    flinkVersion: '2.3.0',
    distribution: {
      coordinates: 'apache-flink-libraries==2.3.0',
      sha256: '38ece876553286b3a285cf344c2d2038f8a7ca10da5df54d5107250386d64151',
      root: 'pyflink',
    },
    s3Plugin: {
      coordinates: 'org.apache.flink:flink-s3-fs-hadoop:2.3.0',
      sha256: '5a3de2daac49e9df1783367391f994dace3bfa18c168b45c3d4563decca7d3d0',
    },
  },
]

/** The one release of that runtime in the catalogue. */
export function findRelease(
  runtime: string,
  catalogue: readonly RuntimeRelease[] = runtimeCatalogue,
): RuntimeRelease | undefined {
  return catalogue.find((release) => release.runtime === runtime)
}

/** `2.2.1`, or `2.2.1-r2` from its second revision on: what a deployment remembers that it runs on. */
export const releaseName = ({ flinkVersion, revision = 1 }: RuntimeRelease): string =>
  revision === 1 ? flinkVersion : `${flinkVersion}-r${revision}`
