import { requestOf } from '../../conformance/request-of.ts'
import { clusterLayout } from '../cluster-layout.ts'
import { flinkConfig, serviceSettings, toProperties, toYaml } from './flink-config.ts'
import { taskManagerMemory } from './memory.ts'

const code = { sha256: 'a', md5: 'b', size: 1 }
const request = requestOf({ stateRoot: 's3://state', code })
const config = (given: Partial<Parameters<typeof flinkConfig>[0]> = {}) =>
  flinkConfig({
    request,
    ref: {
      driver: 'process',
      applicationId: request.applicationId,
      deploymentId: request.deploymentId,
      jobId: request.jobId,
      runtime: 'FLINK-2_2',
      taskManagers: 1,
      slotsPerTaskManager: 2,
      ports: { rest: 1_001, rpc: 1_002 },
    },
    layout: clusterLayout('/clusters', request.deploymentId),
    memory: taskManagerMemory(700),
    ...given,
  })

it('binds to loopback only', () => {
  const bound = Object.entries(config()).filter(([key]) => /(address|host)$/.test(key))
  expect(bound.length).toBeGreaterThanOrEqual(6)
  expect(new Set(bound.map(([, value]) => value))).toEqual(new Set(['127.0.0.1']))
})

it('decides checkpoints, parallelism and state backend for the program', () => {
  expect(serviceSettings(request)).toMatchObject({
    'parallelism.default': 1,
    'state.backend.type': 'rocksdb',
    'execution.checkpointing.dir': request.checkpointsUri,
    'execution.checkpointing.interval': '1000 ms',
    'execution.checkpointing.min-pause': '100 ms',
  })
})

it('sets no interval where checkpoints are off', () => {
  const off = serviceSettings({ ...request, checkpointing: { enabled: false } })
  expect(Object.keys(off)).not.toContain('execution.checkpointing.interval')
})

it("gives the program the role's S3 and the state's bucket its own access", () => {
  const stateAccess = { ...request.access, accessKeyId: 'ours', s3Endpoint: 'http://127.0.0.1:9', sessionToken: 't' }
  expect(config({ stateAccess })).toMatchObject({
    's3.access-key': 'key',
    's3.path.style.access': true,
    's3.bucket.state.access.key': 'ours',
    's3.bucket.state.endpoint': 'http://127.0.0.1:9',
    's3.bucket.state.session.token': 't',
  })
})

it('writes YAML and properties that survive odd values', () => {
  expect(toYaml({ 'pipeline.name': 'a: "b" # c', n: 1, b: true })).toBe(
    'pipeline.name: "a: \\"b\\" # c"\nn: 1\nb: true\n',
  )
  expect(toProperties({ dir: 's3://b/c', text: 'a=b\nc\rd' })).toBe('dir=s3\\://b/c\ntext=a\\=b\\nc\\rd\n')
})
