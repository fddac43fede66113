// What is measured of a Flink cluster, on either side, by its own REST API.
import { setTimeout as pause } from 'node:timers/promises'
import { Agent, fetch } from 'undici'

/** By port, or by port and the key without which a cluster of Weir's answers nobody. */
const ask = async (at, path, body) => {
  const { port, keys } = typeof at === 'number' ? { port: at } : at
  const init = body && { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
  const dispatcher = keys && new Agent({ connect: { key: keys.key, cert: keys.certificate, ca: keys.certificate } })
  const answer = await fetch(`${keys ? 'https' : 'http'}://127.0.0.1:${port}${path}`, { ...init, dispatcher })
  const text = await answer.text()
  await dispatcher?.close()
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${text}`)
  return JSON.parse(text)
}

export async function allTasksRun(port) {
  try {
    const { jobs } = await ask(port, '/jobs/overview')
    return jobs.some(({ state, tasks }) => state === 'RUNNING' && tasks.total > 0 && tasks.running === tasks.total)
  } catch {
    return false // not up yet
  }
}

const onlyJob = async (port) => (await ask(port, '/jobs/overview')).jobs[0].jid

/** Records a second that leave the sources, over `seconds` after a warm-up. */
export async function throughput(port, { seconds = 15, warmUp = 8 } = {}) {
  const jid = await onlyJob(port)
  const written = async () => {
    const { vertices, now } = await ask(port, `/jobs/${jid}`)
    return { records: vertices[0].metrics['write-records'], at: now }
  }
  await pause(warmUp * 1000)
  const from = await written()
  await pause(seconds * 1000)
  const to = await written()
  return ((to.records - from.records) * 1000) / (to.at - from.at)
}

/** Seconds of a savepoint; with `stop` the job ends with it. */
export async function savepoint(port, { directory, stop = false }) {
  const jid = await onlyJob(port)
  const started = performance.now()
  const formatType = 'CANONICAL'
  const { 'request-id': id } = stop
    ? await ask(port, `/jobs/${jid}/stop`, { targetDirectory: directory, drain: false, formatType })
    : await ask(port, `/jobs/${jid}/savepoints`, { 'target-directory': directory, 'cancel-job': false, formatType })
  for (;;) {
    const { status, operation } = await ask(port, `/jobs/${jid}/savepoints/${id}`)
    if (status.id === 'COMPLETED') {
      if (!operation.location) throw new Error(JSON.stringify(operation))
      return { seconds: (performance.now() - started) / 1000, location: operation.location }
    }
    await pause(20)
  }
}
