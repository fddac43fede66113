// What running a job through Weir costs against the same jar on bare Flink, each pair measured in turn in this one run:
//   node bench/engine/engine.mjs [rounds] [part...]      parts: start warm throughput snapshot rescale idle (all of them)
// Needs what `npm start` needs, bubblewrap, and the built service (node scripts/build.mjs). Ratios are Weir / bare Flink.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { cacheFolder } from '../../scripts/cache-folder.mjs'
import { startBareCluster } from './bare-cluster.mjs'
import { savepoint, throughput } from './flink-rest.mjs'
import { startWeir } from './weir.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))
const [rounds = 5, ...parts] = process.argv.slice(2)
const wanted = (part) => parts.length === 0 || parts.includes(part)
const jar = join(root, 'java/examples/flights/target/flights.jar')
const propertiesAt = (rate) => [
  { PropertyGroupId: 'Proof', PropertyMap: { OutputPath: 'file:///tmp/output', RatePerSecond: String(rate) } },
]
const slow = propertiesAt(100)
const bareCluster = (given = {}) =>
  startBareCluster({
    flinkHome: join(cacheFolder(), 'runtimes/flink-2.2.1'),
    jar,
    mainClass: 'io.weir.examples.flights.FlightsApplication',
    properties: slow,
    ...given,
  })

const weir = await startWeir({ jar })
try {
  await weir.create('slow', slow)
  // A first start warms the caches of files for both.
  await weir.start('slow')
  await weir.stop('slow')
  if (wanted('start')) await report('start, cold [s]', { goal: '<= 0.6', pair: startPair })
  if (wanted('snapshot')) await report('snapshot [s]', { goal: '<= 1.2', pair: snapshotPair })
  if (wanted('rescale')) await report('rescale 2 -> 4 [s]', { goal: '<= 0.3', pair: rescalePair })
  if (wanted('throughput')) await report('throughput [records/s]', { goal: '>= 0.99', pair: throughputPair })
  if (wanted('idle')) await idle()
} finally {
  await weir.end()
}
if (wanted('warm')) await warmStarts()

/** A service of its own: no other figure is to be taken beside clusters that are being prepared. */
async function warmStarts() {
  const settings = { WEIR_WARM_POOL: 'FLINK-2_2:1', WEIR_WARM_POOL_PAUSE_SECONDS: '0' }
  const withPool = await startWeir({ jar, settings })
  try {
    await withPool.create('slow', slow)
    await report('start, warm [s]', {
      goal: '<= 0.15',
      pair: async () => {
        await withPool.memberReady()
        const ours = await withPool.start('slow')
        await withPool.stop('slow')
        // The next one is prepared by now, so that the peer has the machine to itself too.
        await withPool.memberReady()
        const peer = await bareCluster()
        await peer.end()
        return [ours, peer.seconds]
      },
    })
  } finally {
    await withPool.end()
  }
}

async function startPair() {
  const ours = await weir.start('slow')
  await weir.stop('slow')
  const peer = await bareCluster()
  await peer.end()
  return [ours, peer.seconds]
}

async function snapshotPair(round) {
  await weir.start('slow')
  await pause(2_000)
  const ours = await weir.snapshot('slow', `bench-${round}`)
  await weir.stop('slow')
  const peer = await bareCluster()
  await pause(2_000)
  const { seconds } = await savepoint(peer.rest, { directory: `file:${peer.work}/savepoint` })
  await peer.end()
  return [ours, seconds]
}

/** The peer's way: stop with a savepoint, start again with another parallelism. */
async function rescalePair(round) {
  if (round === 1) await weir.create('wide', slow, { parallelism: 2, perKpu: 4 })
  await weir.start('wide')
  const ours = await weir.rescale('wide', 4)
  await weir.rescale('wide', 2)
  await weir.stop('wide')
  const before = await bareCluster({ slots: 4, parallelism: 2 })
  const { seconds, location } = await savepoint(before.rest, { directory: `file:${before.work}/savepoint`, stop: true })
  await before.end({ keep: true })
  const after = await bareCluster({ slots: 4, parallelism: 4, fromSavepoint: new URL(location).pathname })
  await after.end()
  await before.end()
  return [ours, seconds + after.seconds]
}

async function throughputPair(round) {
  const name = `fast-${round}`
  const fast = propertiesAt(100_000_000)
  await weir.create(name, fast)
  await weir.start(name)
  const ours = await throughput(weir.rest())
  await weir.stop(name)
  const peer = await bareCluster({ properties: fast })
  const theirs = await throughput(peer.rest)
  await peer.end()
  return [ours, theirs]
}

/** What the service itself takes for one more application that runs and of which nothing is asked. */
async function idle() {
  const seconds = 30
  const measure = async () => {
    await pause(8_000)
    const from = cpuSeconds(weir.pid)
    await pause(seconds * 1000)
    return { cpu: ((cpuSeconds(weir.pid) - from) / seconds) * 100, memory: residentMb(weir.pid) }
  }
  const without = await measure()
  await weir.start('slow')
  const withOne = await measure()
  await weir.stop('slow')
  const cpu = withOne.cpu - without.cpu
  console.log(
    `idle application: ${cpu.toFixed(2)} % of a core (service alone ${without.cpu.toFixed(2)} %), ` +
      `${(withOne.memory - without.memory).toFixed(1)} MB (service alone ${without.memory.toFixed(0)} MB)`,
  )
}

function cpuSeconds(pid) {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) / 100
}

function residentMb(pid) {
  return Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024
}

async function report(what, { goal, pair }) {
  const ratios = []
  for (let round = 1; round <= Number(rounds); round += 1) {
    const [ours, theirs] = await pair(round)
    ratios.push(ours / theirs)
    console.log(
      `${what} round ${round}: Weir ${ours.toFixed(2)}, bare ${theirs.toFixed(2)}, ${(ours / theirs).toFixed(2)}`,
    )
  }
  const sorted = ratios.toSorted((a, b) => a - b)
  const middle = sorted[Math.floor(sorted.length / 2)]
  const range = `${sorted[0].toFixed(2)} to ${sorted.at(-1).toFixed(2)}`
  console.log(`${what}: median ratio ${middle.toFixed(2)} (${range}), goal ${goal}`)
}
