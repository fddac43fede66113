import { spawn } from 'node:child_process'

/** Runs a program to its end, silently; when it fails the error holds the command, what it printed last, and what to do. */
export function run(program, args, { cwd, env = {}, remedy }) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
    let stdout = ''
    let tail = ''
    child.stdout.on('data', (chunk) => {
      stdout += chunk
      tail = (tail + chunk).slice(-3000)
    })
    child.stderr.on('data', (chunk) => {
      tail = (tail + chunk).slice(-3000)
    })
    const fail = (reason) =>
      reject(new Error(`\`${[program, ...args].join(' ')}\` ${reason}\n${tail.trim()}\n${remedy}`))
    child.once('error', (error) => fail(`cannot be run: ${error.message}`))
    child.once('close', (code, signal) =>
      code === 0 ? resolve(stdout) : fail(`ended with ${signal ?? `exit code ${code}`}:`),
    )
  })
}
