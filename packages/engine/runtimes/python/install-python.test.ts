import { execFileSync } from 'node:child_process'
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { installPython } from './install-python.ts'
import { NoInterpreterError } from './find-interpreter.ts'

let root: string
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'weir-pyflink-'))
  await mkdir(join(root, 'pins'))
  await writeFile(join(root, 'pins', 'pyflink-9.9.txt'), 'apache-flink==9.9\n')
})
afterEach(() => rm(root, { recursive: true }))

const version = execFileSync('python3', ['-c', 'import sys; print("%d.%d" % sys.version_info[:2])'], {
  encoding: 'utf8',
}).trim()

/** A Python that says it is one of the machine, and whose pip only makes the packages that are looked for. */
async function fakePython(): Promise<string> {
  const program = join(root, 'python')
  const script = `#!/bin/sh
case "$1 $2" in
  "-m venv") mkdir -p "$4/bin"; ln -s "$0" "$4/bin/python3" ;;
  "-m pip") echo pip >> ${root}/calls
    if [ -e ${root}/offline ]; then echo no network >&2; exit 1; fi
    sleep 0.2; while [ "$1" != --target ]; do shift; done; mkdir -p "$2/pyflink" ;;
  "-c import pyflink"*) ;;
  *) echo '{"version": "${version}", "program": "${program}", "prefixes": ["/usr"]}' ;;
esac
`
  await writeFile(program, script)
  await chmod(program, 0o755)
  await writeFile(join(root, 'calls'), '')
  return program
}

const install = async (interpreters: readonly string[], python?: string) =>
  installPython({
    flinkVersion: '9.9',
    cacheDir: join(root, 'cache'),
    requirementsDir: join(root, 'pins'),
    log: () => {},
    python,
    release: { flinkVersion: '9.9', interpreters },
  })
const calls = async () => (await readFile(join(root, 'calls'), 'utf8')).trim().split('\n').filter(Boolean)

it('makes one environment for two that ask, and makes it anew when the pins change', async () => {
  const python = await fakePython()
  const [one, two] = await Promise.all([install([version], python), install([version], python)])
  expect(two).toEqual(one)
  expect(one).toEqual({
    home: join(root, 'cache/runtimes/pyflink-9.9'),
    executable: join(root, 'cache/runtimes/pyflink-9.9/bin/python3'),
    version,
    interpreter: [python],
  })
  expect(await calls()).toEqual(['pip'])
  await writeFile(join(root, 'pins', 'pyflink-9.9.txt'), 'apache-flink==9.9.1\n')
  await install([version], python)
  expect(await calls()).toEqual(['pip', 'pip'])
  expect(await readdir(join(root, 'cache/runtimes'))).toEqual(['pyflink-9.9'])
})

it('leaves nothing behind when pip fails, and tries again', async () => {
  const python = await fakePython()
  await writeFile(join(root, 'offline'), '')
  await expect(install([version], python)).rejects.toThrow(/no network/)
  expect(await readdir(join(root, 'cache/runtimes'))).toEqual([])
  await rm(join(root, 'offline'))
  expect((await install([version], python)).version).toBe(version)
})

it('makes it anew when its interpreter is gone', async () => {
  const python = await fakePython()
  await install([version], python)
  await rm(python)
  const other = await fakePython()
  await install([version], other)
  expect(await calls()).toEqual([])
  await rm(python)
  await expect(install([version], python)).rejects.toBeInstanceOf(NoInterpreterError)
})

it('says which Pythons would do where none does', async () => {
  await expect(install(['2.1'], await fakePython())).rejects.toThrow(
    new RegExp(`need Python 2\\.1; on this worker .*is ${version}.*WEIR_PYTHON`),
  )
  await expect(
    installPython({ flinkVersion: '1.6', cacheDir: root, requirementsDir: root, log: () => {} }),
  ).rejects.toThrow(/Python applications cannot be run on Flink 1\.6/)
})
