import { mkdir, readdir, readFile, readlink, stat, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { connect as connectSecurely } from 'node:tls'
import { type Diagnosis, diagnose, type EngineRef } from '@weir/domain'
import { eventually, isRunning } from '../conformance/engine-harness.ts'
import { createProcessEngineHarness, type ProcessEngineHarness } from '../conformance/process-engine-harness.ts'
import { clusterLayout } from './cluster-layout.ts'
import { restOf } from './rest-address.ts'
import { fromEngineRef } from './process-ref.ts'
import { listClusterProcesses } from './processes/process-table.ts'

/** What only clusters made of local processes promise. */
describe('a cluster of local processes', () => {
  let harness: ProcessEngineHarness
  beforeAll(async () => {
    harness = await createProcessEngineHarness({ runtime: 'FLINK-2_2', sandbox: 'bubblewrap' })
  })
  afterAll(() => harness.dispose())

  const failureOf = async (jar: string, look = ''): Promise<string> => {
    const code = await harness.bundle(jar)
    const request = harness.request({ code, propertyGroups: [{ id: 'Probe', map: { look } }] })
    const ref = await harness.engine.prepare(request)
    await harness.engine.launch(request, ref)
    const { failure = '' } = await eventually(
      harness,
      ref,
      (seen) => seen.failure !== undefined || seen.manager === 'exited',
    )
    await harness.engine.teardown(ref)
    return failure
  }

  it('keeps state in RocksDB, listens on loopback only, keeps its keys to itself and nothing of the dead', async () => {
    const request = harness.request()
    const ref = await harness.engine.prepare(request)
    await harness.engine.launch(request, ref)
    await eventually(harness, ref, isRunning)
    const processes = (await listClusterProcesses(harness.clustersDir)).filter(({ isJava }) => isJava)
    expect(processes).toHaveLength(2)
    for (const { pid } of processes) {
      const addresses = await listeningAddresses(pid)
      expect(addresses.length).toBeGreaterThan(0)
      expect(addresses.filter(({ address }) => !LOOPBACK.has(address))).toEqual([])
      // REST, RPC, blobs and data: another application of the host reaches them and is told nothing.
      const asked = addresses.flatMap(({ port }) => (['plain', 'tls'] as const).map((by) => ({ port, by })))
      const told = await Promise.all(asked.map(async ({ port, by }) => ({ port, by, text: await answerTo(port, by) })))
      expect(told.filter(({ text }) => text !== '')).toEqual([])
    }
    const { jobId } = request
    const checkpoints = await (
      await restOf(fromEngineRef(ref), clusterLayout(harness.clustersDir, request.deploymentId), 10_000)
    ).checkpointConfig(jobId)
    expect(checkpoints).toMatchObject({ interval: 1_000, min_pause: 100, state_backend: 'EmbeddedRocksDBStateBackend' })
    const directory = join(harness.clustersDir, request.deploymentId)
    expect((await stat(harness.clustersDir)).mode & 0o777).toBe(0o700)

    const lives = async () =>
      (await readdir(join(directory, 'scratch/taskmanager-0'))).filter((name) => /^tm_/.test(name))
    const before = await lives()
    expect(before).toHaveLength(1)
    await harness.killTaskManager(ref)
    await eventually(harness, ref, ({ taskManagers }) => taskManagers.live === 0)
    await harness.engine.launch(request, ref)
    await eventually(harness, ref, (now) => isRunning(now) && (now.job?.restarts ?? 0) > 0)
    // What a TaskManager had on the disk goes when another life of it begins, or a cluster would fill its disk with its dead.
    expect(await lives()).toEqual([expect.not.stringContaining(before[0] ?? '')])
    await harness.engine.teardown(ref)
    await harness.engine.forget(ref)
    expect((await readdir(directory)).sort()).toEqual(['control', 'log'])
  })

  it('lets a program see its own state and nothing of the worker or of other applications', async () => {
    const secret = join(harness.root, 'secret')
    const other = join(harness.clustersDir, 'another-deployment')
    await writeFile(secret, 'x')
    await mkdir(other, { recursive: true })
    const code = await harness.bundle('engine-probe/target/engine-probe-looks.jar')
    const request = harness.request({ code })
    const state = request.stateUri.replace('file:', '')
    const own = join(harness.clustersDir, request.deploymentId)
    const lease = join(own, 'control', 'lease')
    const look = [secret, other, '/etc/shadow', `${own}/conf`, `${own}/log`, lease, state, '/tmp'].join(',')
    const asked = { ...request, propertyGroups: [{ id: 'Probe', map: { look } }] }
    const ref = await harness.engine.prepare(asked)
    await harness.engine.launch(asked, ref)
    await eventually(harness, ref, ({ failure }) => failure !== undefined)
    const kept = JSON.parse(await readFile(join(own, 'work', 'failure-jobmanager.json'), 'utf8')) as {
      exception: string
    }
    await harness.engine.teardown(ref)
    expect(kept.exception).toContain(`read=[${own}/conf, ${own}/log, ${lease}, ${state}, /tmp]`)
    expect(kept.exception).toContain(`write=[${own}/log, ${state}, /tmp]`)
    const [, pids = '', names = ''] = /pids=(\d+) env=\[(.*)\]/.exec(kept.exception) ?? []
    expect(Number(pids)).toBeLessThan(5)
    const allowed = /^(AWS_|FLINK_|JAVA_HOME$|PATH$|PWD$|HOME$|LANG$|TZ$)/
    expect(names.split(', ').filter((name) => !allowed.test(name))).toEqual([])
  })

  it('names who ended the JVM when a program calls System.exit', async () => {
    expect(await failureOf('examples/broken/target/broken-exits.jar')).toMatch(/System\.exit.*Exits\.main/)
  })

  it('says so when a program starts no job', async () => {
    expect(await failureOf('examples/broken/target/broken-no-job.jar')).toMatch(/execute/)
  })

  it('says so when the state to restore is not there', async () => {
    const request = harness.request()
    const asked = { ...request, restoreFrom: `${request.stateUri}/snapshots/gone` }
    const ref = await harness.engine.prepare(asked)
    await harness.engine.launch(asked, ref)
    const seen = await eventually(harness, ref, ({ failure }) => failure !== undefined)
    expect(seen.failure).toMatch(/snapshots\/gone/)
    await harness.engine.teardown(ref)
  })

  it('counts the restarts of a job that fails again and again, and shows its exception', async () => {
    const code = await harness.bundle('examples/broken/target/broken-throws-in-map.jar')
    const request = harness.request({ code })
    const ref = await harness.engine.prepare(request)
    await harness.engine.launch(request, ref)
    const { job, manager } = await eventually(harness, ref, (seen) => (seen.job?.restarts ?? 0) > 1)
    expect(manager).toBe('serving')
    expect(job?.rootException).toMatch(/^[\w.$]+(Exception|Error): .*ThrowsInMap/)
    await harness.engine.teardown(ref)
  })

  it.each([
    ['examples/broken/target/broken.jar', /no Main-Class/],
    ['examples/broken/target/broken-missing-main.jar', /NotInThisJar/],
    ['pom.xml', /not a jar/],
  ])('starts nothing for %s', async (jar, message) => {
    const request = harness.request({ code: await harness.bundle(jar) })
    const ref = await harness.engine.prepare(request)
    const refusal = { kind: 'configuration', message: expect.stringMatching(message) }
    await expect(harness.engine.launch(request, ref)).rejects.toMatchObject(refusal)
    expect(await harness.engine.liveDeployments()).toEqual([])
    expect((await harness.engine.observe(ref)).manager).toBe('absent')
  })
})

describe('clusters that take what they can get', () => {
  it('end alone, each by the limit that its diagnosis names, while a neighbour goes on', async () => {
    const options = { limits: { processes: 600 }, clusterLimits: { diskBytes: 60e6, memoryFactor: 1.2 } }
    const harness = await createProcessEngineHarness({ runtime: 'FLINK-2_2', sandbox: 'bubblewrap', options })
    const { engine } = harness
    const start = async (given: Parameters<typeof harness.request>[0]) => {
      const request = harness.request(given)
      const ref = await engine.prepare(request)
      await engine.launch(request, ref)
      return ref
    }
    const diagnosisOf = async (ref: EngineRef): Promise<Diagnosis> => {
      for (;;) {
        const { failure: told } = await engine.observe(ref)
        const about = { id: 'd', ...fromEngineRef(ref), now: harness.now() }
        const found = diagnose(about, { evidence: await engine.examine(ref), told })
        if (found !== undefined && !found.cause.echo) return found
        await harness.pause()
      }
    }
    try {
      const neighbour = await start({})
      const before = await eventually(harness, neighbour, isRunning)
      const code = await harness.bundle('engine-probe/target/engine-probe-hogs.jar')
      const hogs = await Promise.all(
        ['processes', 'memory', 'disk'].map((hog) => start({ code, propertyGroups: [{ id: 'Probe', map: { hog } }] })),
      )
      const found = await Promise.all(hogs.map(diagnosisOf))
      expect(found.map(({ rule }) => rule)).toEqual(['process-limit', 'memory-limit', 'disk-limit'])
      expect(found.map(({ cause }) => cause.exception)).toEqual([
        expect.stringMatching(/unable to create native thread|Resource temporarily unavailable/),
        expect.stringMatching(/used \d+ MB of memory in its taskmanager-0/),
        'The application used more than 60 MB of disk.',
      ])
      expect(found.map(({ remedy }) => /WEIR_[A-Z]+_LIMIT/.exec(remedy)?.[0])).toEqual([
        'WEIR_PROCESS_LIMIT',
        'WEIR_MEMORY_LIMIT',
        'WEIR_DISK_LIMIT',
      ])
      // Its JobManager may be slow to answer beside so many hogs.
      const { job, taskManagers } = await eventually(harness, neighbour, isRunning)
      expect([job?.restarts, taskManagers]).toEqual([0, before.taskManagers])
    } finally {
      await harness.dispose()
    }
  })
})

describe('a cluster where bubblewrap is missing', () => {
  it('still has a properties file of its own', async () => {
    const harness = await createProcessEngineHarness({ runtime: 'FLINK-2_2', sandbox: 'unshare' })
    try {
      const request = harness.request()
      const ref = await harness.engine.prepare(request)
      await harness.engine.launch(request, ref)
      await eventually(harness, ref, isRunning)
      expect((await harness.jobSettings(ref)).name).toBe('probe hello')
      await harness.engine.teardown(ref)
      expect(await harness.engine.liveDeployments()).toEqual([])
    } finally {
      await harness.dispose()
    }
  })
})

/** 127.0.0.1, its IPv6 form and ::1, as /proc/net/tcp and tcp6 write them. */
const LOOPBACK = new Set(['0100007F', '0000000000000000FFFF00000100007F', '00000000000000000000000001000000'])

/** What a stranger, who has no key of the cluster, gets to read on a port. */
async function answerTo(port: number, by: 'plain' | 'tls'): Promise<string> {
  const stranger =
    by === 'tls'
      ? connectSecurely({ port, host: '127.0.0.1', rejectUnauthorized: false })
      : connect({ port, host: '127.0.0.1' })
  let text = ''
  stranger.on('data', (chunk: Buffer) => (text += chunk.toString('latin1')))
  stranger.on('error', () => undefined)
  stranger.write('GET /jobs HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n')
  // A server that waits for more says nothing either.
  stranger.setTimeout(2_000, () => stranger.destroy())
  await new Promise((resolve) => stranger.once('close', resolve))
  // A refusal is an alert of TLS, or Flink's word that it speaks TLS alone.
  return text.startsWith('\u0015\u0003') ||
    /^HTTP\/1\.1 301 [^\r]*\r\nlocation: https:[^\r]*\r\ncontent-length: 0\r\n\r\n$/.test(text)
    ? ''
    : text
}

async function listeningAddresses(pid: number): Promise<readonly { address: string; port: number }[]> {
  const links = await Promise.all(
    (await readdir(`/proc/${pid}/fd`)).map((fd) => readlink(`/proc/${pid}/fd/${fd}`).catch(() => '')),
  )
  const inodes = new Set(links.flatMap((link) => /^socket:\[(\d+)\]$/.exec(link)?.[1] ?? []))
  const tables = await Promise.all(['tcp', 'tcp6'].map((name) => readFile(`/proc/${pid}/net/${name}`, 'utf8')))
  const LISTENING = '0A'
  return tables
    .flatMap((table) => table.trim().split('\n').slice(1))
    .map((line) => line.trim().split(/\s+/))
    .filter((fields) => fields[3] === LISTENING && inodes.has(fields[9] ?? ''))
    .map((fields) => {
      const [address = '', port = ''] = fields[1]?.split(':') ?? []
      return { address, port: Number.parseInt(port, 16) }
    })
}
