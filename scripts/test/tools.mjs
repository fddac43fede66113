// The Python environment of the tests: aws-cli, boto3, schemathesis, moto and a Redis server, pinned, made once in the cache.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { cacheFolder } from '../cache-folder.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))
const requirements = join(root, 'scripts/test/requirements.txt')

/** Where the tests' Python environment lives. */
export const toolsFolder = join(cacheFolder(), 'test-tools')

/** Makes the environment unless it is there with these very versions; returns its folder. */
export function provideTools({ log = () => undefined } = {}) {
  const wanted = createHash('sha256').update(readFileSync(requirements)).digest('hex')
  const stamp = join(toolsFolder, 'requirements.sha256')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return toolsFolder
  log('installing aws-cli, boto3, schemathesis, moto and redis-server for the tests')
  rmSync(toolsFolder, { recursive: true, force: true })
  mkdirSync(toolsFolder, { recursive: true })
  makeEnvironment()
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-input', '-r', requirements]
  execFileSync(join(toolsFolder, 'bin/python'), pip, { stdio: ['ignore', 'inherit', 'inherit'] })
  writeFileSync(stamp, wanted)
  return toolsFolder
}

// Debian's python3 may come without ensurepip (package python3-venv): then virtualenv does the same, if pip can be called.
function makeEnvironment() {
  try {
    execFileSync('python3', ['-m', 'venv', toolsFolder], { stdio: ['ignore', 'ignore', 'pipe'] })
  } catch {
    const packages = join(toolsFolder, '.virtualenv')
    const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--target', packages, 'virtualenv']
    execFileSync('python3', pip, { stdio: ['ignore', 'inherit', 'inherit'] })
    execFileSync('python3', ['-m', 'virtualenv', '--quiet', toolsFolder], {
      env: { ...process.env, PYTHONPATH: packages },
      stdio: ['ignore', 'inherit', 'inherit'],
    })
  }
}
