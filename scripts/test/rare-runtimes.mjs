// What only two files of the acceptance ring stand on: Flink 2.3 and the Python environment of Flink 2.2. Fetched while other rings run.
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))
const wanted = [['FLINK-2_3'], ['--python', 'FLINK-2_2']]
const files = ['runtimes', 'python']

/** True when tests that are chosen by these words need them. */
export const needRareRuntimes = (patterns) =>
  patterns.length === 0 || files.some((file) => patterns.some((pattern) => `${file}.test.ts`.includes(pattern)))

/** Installs what is not there. A failure is no end: the tests themselves install what they miss, or tell why it cannot be had. */
export async function provideRareRuntimes({ log = () => undefined } = {}) {
  for (const args of wanted) {
    const code = await new Promise((resolve) => {
      const child = spawn(process.execPath, ['dist/weir-runtimes.js', 'install', ...args], {
        cwd: root,
        stdio: ['ignore', 'ignore', 'inherit'],
      })
      child.once('error', () => resolve(1))
      child.once('close', resolve)
    })
    if (code !== 0) log(`weir-runtimes install ${args.join(' ')} failed; the tests will try again`)
  }
}
