import { spawn } from 'node:child_process'
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

/** Starts Weir as `npm start` does, its log in a file. The handle is there at once: whoever is interrupted now can stop it. */
export function launchWeir({ root, dataDir, endpoint }) {
  const logs = join(dataDir, 'logs')
  const logFile = join(logs, 'weir.log')
  mkdirSync(logs, { recursive: true })
  const before = existsSync(logFile) ? statSync(logFile).size : 0
  const log = openSync(logFile, 'a')
  const child = spawn(process.execPath, ['--enable-source-maps', 'dist/weir.js'], {
    cwd: root,
    env: { ...process.env, WEIR_DATA_DIR: dataDir },
    stdio: ['ignore', log, log],
  })
  closeSync(log)
  let running = true
  const exited = new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message))
    child.once('exit', (code, signal) => resolve(signal ?? `exit code ${code}`))
  }).then((how) => {
    running = false
    return how
  })
  /** SIGTERM, and SIGKILL for one that does not obey; resolves when it is gone. */
  const stop = async () => {
    if (running) child.kill('SIGTERM')
    const patience = pause(45_000, 'out of patience', { ref: false })
    if ((await Promise.race([exited, patience])) !== 'out of patience') return
    child.kill('SIGKILL')
    await exited
  }
  const whatTheLogSays = () => explain(readFileSync(logFile).subarray(before).toString('utf8').trim().split('\n'))

  /** Resolves when Weir says that it is ready; throws with the end of its log when it ends instead. */
  const ready = async () => {
    let missing
    for (let waited = 0; waited < 180_000; waited += 100) {
      if (!running) throw new Error(`Weir ended at its start (${await exited}). ${whatTheLogSays()}`)
      missing = await whatIsMissing(endpoint)
      if (missing === undefined) return
      await pause(100)
    }
    throw new Error(`Weir is not ready after three minutes: ${missing}. ${whatTheLogSays()}`)
  }
  return { logFile, exited, ready, stop }
}

async function whatIsMissing(endpoint) {
  try {
    const response = await fetch(`${endpoint}/health/ready`, { signal: AbortSignal.timeout(10_000) })
    const body = await response.text()
    return response.status === 200 ? undefined : body
  } catch (error) {
    return error.cause?.message ?? error.message
  }
}

/** The errors in the service's log, without their trimmings; its last lines as they are when there is none. */
function explain(lines) {
  const errors = lines.flatMap((line) => {
    try {
      const { level, msg, err } = JSON.parse(line)
      const hint = err?.code === 'EADDRINUSE' ? ' (set WEIR_PORT to a free port)' : ''
      return level >= 50 ? [`${msg}: ${err?.message ?? ''}${hint}`] : []
    } catch {
      return []
    }
  })
  return errors.length > 0 ? errors.slice(-5).join('\n') : `Its log ends with:\n${lines.slice(-20).join('\n')}`
}
