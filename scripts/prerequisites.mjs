// What must be on the machine before anything of ours can run. Node built-ins only: nothing is installed yet.
//   node scripts/prerequisites.mjs      checks, installs by apt where it may (root on Debian or Ubuntu), else says how
import { spawnSync } from 'node:child_process'
import { accessSync, constants, readFileSync, realpathSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Each need: `check` returns what is wrong, or nothing; a need that is not `required` is installed where that is easy and missed by nobody. */
const needs = [
  {
    name: 'Node 20.19 or newer',
    required: true,
    check: () => (atLeast(process.versions.node, [20, 19]) ? '' : `this is Node ${process.versions.node}`),
    // Not from the distribution: what Debian 12 and Ubuntu 24.04 carry is older.
    remedy: {
      debian: 'curl -fsSL https://deb.nodesource.com/setup_22.x | sudo bash - && sudo apt-get install -y nodejs',
      fedora: 'sudo dnf install -y nodejs22',
      macos: 'brew install node@22',
    },
  },
  {
    name: 'Python 3.9 or newer with pip',
    required: true,
    check: () => {
      const [version, hasPip] = python()
      if (version === undefined) return 'there is no python3 on PATH'
      if (!atLeast(version, [3, 9])) return `python3 is ${version}`
      return hasPip ? '' : 'python3 has no pip'
    },
    apt: () => ['python3', 'python3-pip'],
    remedy: {
      debian: 'sudo apt-get install -y python3 python3-pip',
      fedora: 'sudo dnf install -y python3 python3-pip',
      macos: 'brew install python@3.12',
    },
  },
  {
    name: 'a JDK, 17 or newer',
    required: true,
    check: jdkProblem,
    apt: () => [knownToApt('openjdk-17-jdk-headless') ? 'openjdk-17-jdk-headless' : 'default-jdk-headless'],
    remedy: {
      debian: 'sudo apt-get install -y openjdk-17-jdk-headless (or default-jdk-headless where there is none)',
      fedora: 'sudo dnf install -y java-17-openjdk-devel (or java-21-openjdk-devel)',
      macos: 'brew install openjdk@17 && export JAVA_HOME="$(brew --prefix openjdk@17)"',
    },
  },
  {
    name: 'Maven',
    required: true,
    check: () => (onPath('mvn') === undefined ? 'there is no mvn on PATH' : ''),
    apt: () => ['maven'],
    remedy: {
      debian: 'sudo apt-get install -y maven',
      fedora: 'sudo dnf install -y maven',
      macos: 'brew install maven',
    },
  },
  {
    name: 'bubblewrap (the sandbox of applications; without it none is run unless WEIR_SANDBOX says so)',
    required: false,
    check: () => (process.platform === 'linux' && onPath('bwrap') === undefined ? 'there is no bwrap on PATH' : ''),
    apt: () => ['bubblewrap'],
  },
  {
    name: "Python's venv module (for Python applications and the tests)",
    required: false,
    check: () => (python()[2] === false ? 'python3 has no ensurepip' : ''),
    apt: () => ['python3-venv'],
  },
]

/** The needs that are not met: `{name, problem, required, apt, remedy}`. */
export function unmetNeeds() {
  return needs.map((need) => ({ ...need, problem: need.check() })).filter(({ problem }) => problem !== '')
}

/** Checks, installs what apt can when we are root on Debian or Ubuntu, and throws with the remedies for what is missing then. */
export function ensurePrerequisites({ log = () => undefined } = {}) {
  let unmet = unmetNeeds()
  if (mayUseApt()) {
    const packages = unmet.flatMap((need) => need.apt?.() ?? [])
    if (packages.length > 0) {
      log(`installing ${packages.join(', ')} by apt`)
      installByApt(packages, { log, required: unmet.some(({ required }) => required) })
      pythonFacts = undefined
      unmet = unmetNeeds()
    }
  }
  const missing = unmet.filter(({ required }) => required)
  if (missing.length > 0) throw new Error(explain(missing))
}

function explain(missing) {
  const lines = missing.map(({ name, problem, remedy }) => {
    const system = hostSystem()
    const ways = system === undefined ? Object.entries(remedy) : [[system, remedy[system]]]
    return `- ${name}: ${problem}.\n${ways.map(([on, how]) => `    ${titles[on]}: ${how}`).join('\n')}`
  })
  return `Weir cannot run here yet. Missing:\n${lines.join('\n')}`
}

const titles = { debian: 'Debian, Ubuntu', fedora: 'Fedora', macos: 'macOS' }

/** Debian, Fedora (and what calls itself like one of them) or macOS; undefined elsewhere: then every remedy is shown. */
function hostSystem() {
  if (process.platform === 'darwin') return 'macos'
  let release
  try {
    release = readFileSync('/etc/os-release', 'utf8')
  } catch {
    return undefined
  }
  const ids = [...release.matchAll(/^ID(?:_LIKE)?="?([^"\n]*)/gm)].flatMap(([, value]) => value.split(' '))
  if (ids.includes('debian') || ids.includes('ubuntu')) return 'debian'
  return ids.includes('fedora') || ids.includes('rhel') ? 'fedora' : undefined
}

function mayUseApt() {
  return process.getuid?.() === 0 && hostSystem() === 'debian' && onPath('apt-get') !== undefined
}

/** Tries the package lists as they are first: on an image that has them this saves a download. */
function installByApt(packages, { log, required }) {
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const install = () =>
    spawnSync('apt-get', ['install', '-y', '--no-install-recommends', ...packages], {
      env: environment,
      encoding: 'utf8',
    })
  if (install().status === 0) return
  const update = spawnSync('apt-get', ['update'], { env: environment, encoding: 'utf8' })
  const { status, stderr, error } = update.status === 0 ? install() : update
  if (status === 0) return
  const reason = `${(stderr ?? '').trim().slice(-600) || (error?.message ?? `exit code ${status}`)}`
  if (!required) return log(`apt could not install ${packages.join(', ')}; going on without: ${reason}`)
  log(`apt-get install ${packages.join(' ')} failed: ${reason}`)
}

function knownToApt(name) {
  const { stdout } = spawnSync('apt-cache', ['policy', name], { encoding: 'utf8' })
  return /Candidate: (?!\(none\))/.test(stdout ?? '')
}

/** `[version, has pip, has venv]`, found without starting pip, which takes longer than everything else here. */
function python() {
  pythonFacts ??= readPython()
  return pythonFacts
}

let pythonFacts

function readPython() {
  const program =
    'import sys, importlib.util as u; print(".".join(map(str, sys.version_info[:3])), bool(u.find_spec("pip")), bool(u.find_spec("ensurepip")))'
  const { status, stdout } = spawnSync('python3', ['-c', program], { encoding: 'utf8' })
  if (status !== 0) return []
  const [version, pip, venv] = stdout.trim().split(' ')
  return [version, pip === 'True', venv === 'True']
}

function jdkProblem() {
  const home = process.env.JAVA_HOME
  const javac = home ? executable(join(home, 'bin', 'javac')) : onPath('javac')
  if (javac === undefined) return home ? `JAVA_HOME is ${home}, which has no bin/javac` : 'there is no javac on PATH'
  const version = jdkVersion(javac)
  return atLeast(version, [17, 0]) ? '' : `${javac} is of JDK ${version}`
}

/** Read from the JDK's own release file where there is one: starting a JVM to ask takes ten times as long. */
function jdkVersion(javac) {
  try {
    const release = readFileSync(join(dirname(realpathSync(javac)), '..', 'release'), 'utf8')
    const [, version] = /^JAVA_VERSION="([^"]+)"/m.exec(release) ?? []
    if (version !== undefined) return version
  } catch {
    // Not every JDK has it.
  }
  const { stdout, stderr } = spawnSync(javac, ['-version'], { encoding: 'utf8' })
  return /\d[\d.]*/.exec(`${stdout}${stderr}`)?.[0] ?? 'an unknown version'
}

function onPath(program) {
  return (process.env.PATH ?? '')
    .split(delimiter)
    .filter(Boolean)
    .map((directory) => executable(join(directory, program)))
    .find(Boolean)
}

function executable(file) {
  try {
    accessSync(file, constants.X_OK)
    return file
  } catch {
    return undefined
  }
}

function atLeast(version, [major, minor]) {
  const [ours = NaN, next = 0] = String(version).split('.').map(Number)
  return ours > major || (ours === major && next >= minor)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    ensurePrerequisites({ log: (line) => console.log(line) })
    console.log('prerequisites: all there')
  } catch (error) {
    console.error(error.message)
    process.exitCode = 1
  }
}
