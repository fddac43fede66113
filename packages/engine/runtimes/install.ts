import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { findRelease, type PinnedArtifact, runtimeCatalogue, type RuntimeRelease } from './catalogue.ts'
import { withInstallLock } from './install-lock.ts'
import { runTool } from './run-tool.ts'
import { MANIFEST, readRuntimeHome, type RuntimeHome } from './runtime-home.ts'

export type { RuntimeHome } from './runtime-home.ts'

export interface InstallRuntimeOptions {
  readonly runtime: string
  /** Runtimes go to `<cacheDir>/runtimes/flink-<version>`. */
  readonly cacheDir: string
  readonly log: (line: string) => void
  readonly tools?: { readonly python: string; readonly maven: string }
}

/**
 * Provides the Flink of a runtime environment: found when it is installed, otherwise fetched by pip and Maven, checked against
 * pinned checksums, unpacked beside its place and renamed into it. Safe to call from several processes at once.
 */
export async function installRuntime({
  runtime,
  cacheDir,
  log,
  tools = { python: 'python3', maven: 'mvn' },
}: InstallRuntimeOptions): Promise<RuntimeHome> {
  const release = findRelease(runtime)
  if (!release) {
    const known = runtimeCatalogue.map((entry) => entry.runtime).join(', ')
    throw new Error(`No Flink release is known for ${runtime}; there are ${known}.`)
  }
  return installRelease({ release, cacheDir, log, tools })
}

export async function installRelease({
  release,
  cacheDir,
  log,
  tools,
}: {
  release: RuntimeRelease
  cacheDir: string
  log: (line: string) => void
  tools: { readonly python: string; readonly maven: string }
}): Promise<RuntimeHome> {
  const root = join(cacheDir, 'runtimes')
  const home = join(root, `flink-${release.flinkVersion}`)
  const manifest = manifestOf(release)
  const installed = await readRuntimeHome(home, manifest)
  if (installed) return installed
  await mkdir(root, { recursive: true })
  return withInstallLock(`${home}.lock`, async () => {
    if (!(await readRuntimeHome(home, manifest))) await install({ release, root, home, manifest, log, tools })
    const done = await readRuntimeHome(home, manifest)
    if (!done) throw new Error(`The runtime in ${home} cannot be read although it was just installed.`)
    return done
  })
}

async function install({
  release,
  root,
  home,
  manifest,
  log,
  tools,
}: {
  release: RuntimeRelease
  root: string
  home: string
  manifest: string
  log: (line: string) => void
  tools: { readonly python: string; readonly maven: string }
}): Promise<void> {
  const { distribution, s3Plugin, flinkVersion } = release
  const work = await mkdtemp(join(root, '.installing-'))
  try {
    log(`Fetching Flink ${flinkVersion} (about 300 MB)`)
    const archive = await fetchDistribution(distribution, work, tools.python)
    const unpacked = join(work, 'home')
    log(`Unpacking Flink ${flinkVersion}`)
    await runTool(tools.python, ['-c', UNPACK, archive, distribution.root, unpacked], work)
    log(`Fetching ${s3Plugin.coordinates}`)
    await fetchPlugin(s3Plugin, join(unpacked, 'plugins', 's3-fs-hadoop'), tools.maven)
    await writeFile(join(unpacked, MANIFEST), manifest)
    // What is in the way was made from other pins. Clusters that run on it keep the files they have open.
    await rm(home, { recursive: true, force: true })
    await rename(unpacked, home)
    log(`Flink ${flinkVersion} is in ${home}`)
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}

async function fetchDistribution(artifact: PinnedArtifact, work: string, python: string): Promise<string> {
  const requirements = join(work, 'requirements.txt')
  const downloads = join(work, 'download')
  // pip runs a source archive's setup code to learn its metadata: with the hash it refuses a wrong archive before that.
  await writeFile(requirements, `${artifact.coordinates} --hash=sha256:${artifact.sha256}\n`)
  const options = ['--no-deps', '--require-hashes', '--disable-pip-version-check', '--quiet']
  await runTool(python, ['-m', 'pip', 'download', ...options, '-r', requirements, '-d', downloads], work)
  return verified(artifact, downloads)
}

async function fetchPlugin(artifact: PinnedArtifact, directory: string, maven: string): Promise<void> {
  await mkdir(directory, { recursive: true })
  const options = [`-Dartifact=${artifact.coordinates}`, `-DoutputDirectory=${directory}`]
  await runTool(maven, ['-B', '-q', 'dependency:copy', ...options], directory)
  await verified(artifact, directory)
}

/** The single file of a directory, once its content is what was pinned. */
async function verified({ coordinates, sha256 }: PinnedArtifact, directory: string): Promise<string> {
  const [name, ...others] = await readdir(directory)
  if (name === undefined || others.length > 0) throw new Error(`Expected one file for ${coordinates} in ${directory}`)
  const file = join(directory, name)
  const hash = createHash('sha256')
  await pipeline(createReadStream(file), hash)
  const found = hash.digest('hex')
  if (found !== sha256) throw new Error(`${coordinates} has the checksum ${found}; ${sha256} was expected.`)
  return file
}

const manifestOf = ({ runtime, flinkVersion, distribution, s3Plugin }: RuntimeRelease): string =>
  `${JSON.stringify({ runtime, version: flinkVersion, distribution, s3Plugin }, null, 2)}\n`

/** Unpacks what is below one directory of a zip or tar archive; names that would lead elsewhere are refused. */
const UNPACK = `
import os, shutil, sys, tarfile, zipfile
archive, root, target = sys.argv[1:]
def put(name, open_member):
    inner = os.path.normpath(name[len(root) + 1:])
    if inner.startswith(('..', '/')): sys.exit('refused: ' + name)
    path = os.path.join(target, inner)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open_member() as source, open(path, 'wb') as sink: shutil.copyfileobj(source, sink, 1 << 20)
def wanted(name):
    return name.startswith(tuple(root + '/' + d + '/' for d in ('lib', 'opt', 'plugins', 'bin')))
if zipfile.is_zipfile(archive):
    with zipfile.ZipFile(archive) as z:
        for i in z.infolist():
            if wanted(i.filename) and not i.is_dir(): put(i.filename, lambda: z.open(i))
else:
    with tarfile.open(archive) as t:
        for i in t:
            if i.isfile() and wanted(i.name): put(i.name, lambda: t.extractfile(i))
`
