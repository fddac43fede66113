import { spawn } from 'node:child_process'

/** Runs a program to its end, silently; when it fails the error holds the command, what it printed last, and what to do. */
export function run(program, args, { cwd, env = {}, remedy }) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
    let stdout = ''
    let output = ''
    child.stdout.on('data', (chunk) => {
      stdout += chunk
      output += chunk
    })
    child.stderr.on('data', (chunk) => {
      output += chunk
    })
    const fail = (reason) =>
      reject(new Error(`\`${[program, ...args].join(' ')}\` ${reason}\n${ends(output)}\n${remedy}`))
    child.once('error', (error) => fail(`cannot be run: ${error.message}`))
    child.once('close', (code, signal) =>
      code === 0 ? resolve(stdout) : fail(`ended with ${signal ?? `exit code ${code}`}:`),
    )
  })
}

/** The beginning and the end of what a program printed: npm names its reason first, Maven and pip name it last. */
function ends(output) {
  const text = output.trim()
  return text.length <= 3000 ? text : `${text.slice(0, 1500)}\n[…]\n${text.slice(-1500)}`
}
