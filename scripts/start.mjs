// npm start: Weir alone, on the embedded parts unless settings (.env.example) name others.
import { createProgress } from './provision/progress.mjs'
import { ensurePrerequisites } from './prerequisites.mjs'
import { provision } from './provision.mjs'

/** Installed ahead; the other runtimes are when an application asks for them. */
const runtimes = ['FLINK-2_2']

try {
  // On stderr: stdout is the service's log, one JSON object a line.
  const write = (line) => console.error(line)
  ensurePrerequisites({ log: write })
  await provision({ progress: createProgress({ write }), runtimes })
} catch (error) {
  console.error(error.message)
  process.exit(1)
}
process.setSourceMapsEnabled(true)
// In this process, so that signals reach the service and not a parent that has to pass them on.
await import('../dist/weir.js')
