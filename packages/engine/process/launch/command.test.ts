import type { DeploymentRequest } from '@weir/domain'
import { requestOf } from '../../conformance/request-of.ts'
import { clusterLayout } from '../cluster-layout.ts'
import { clusterEnvironment, jobManagerCommand, taskManagerCommand } from './command.ts'
import { taskManagerMemory } from './memory.ts'
import type { Program } from '../program/program.ts'

const program: Program = {
  mainClass: 'a.Main',
  arguments: [],
  jar: '/a.jar',
  runtimeJars: [],
  options: {},
  environment: {},
  readOnly: [],
}

const input = (given: Partial<DeploymentRequest> = {}) => {
  const request = requestOf({ stateRoot: 'file:/state', code: { sha256: 'a', md5: 'b', size: 1 }, given })
  const runtime = {
    runtime: 'FLINK-2_2' as const,
    version: '2.2.1',
    home: '/flink',
    libJars: ['/flink/lib/a.jar', '/flink/lib/flink-dist.jar'],
    pluginsDir: '/flink/plugins',
    optDir: '/flink/opt',
  }
  const { applicationId, deploymentId, jobId } = request
  const ports = { rest: 1, rpc: 2 }
  return {
    java: '/jdk/bin/java',
    launcherJar: '/launcher.jar',
    runtime,
    request,
    ref: {
      driver: 'process' as const,
      applicationId,
      deploymentId,
      jobId,
      runtime: 'FLINK-2_2',
      taskManagers: 1,
      slotsPerTaskManager: 1,
      ports,
    },
    layout: clusterLayout('/clusters', deploymentId),
    program,
  }
}

it('starts the JobManager through the launcher, without the jar of the user on its class path', () => {
  const given = input()
  const line = jobManagerCommand({ ...given, jobManagerMemoryMb: 512 })
  expect(line[line.indexOf('-cp') + 1]).toBe('/flink/lib/a.jar:/flink/lib/flink-dist.jar:/launcher.jar')
  expect(line).toEqual(
    expect.arrayContaining([
      'io.weir.runtime.Launcher',
      '-Dweir.program.main=a.Main',
      `-Dweir.deployment=${given.request.deploymentId}`,
      `-Dweir.application=${given.request.applicationId}`,
      '-Dweir.component=jobmanager',
      given.request.jobId,
    ]),
  )
  expect(line).not.toContain('--fromSavepoint')
})

it('restores, and skips state only when told to', () => {
  const restored = input({ restoreFrom: 'file:/s/savepoint-1' })
  const line = jobManagerCommand({ ...restored, jobManagerMemoryMb: 512 })
  expect(line[line.indexOf('--fromSavepoint') + 1]).toBe('file:/s/savepoint-1')
  expect(line).not.toContain('--allowNonRestoredState')
  const lenient = input({ restoreFrom: 'file:/s/savepoint-1', allowNonRestoredState: true })
  expect(jobManagerCommand({ ...lenient, jobManagerMemoryMb: 512 })).toContain('--allowNonRestoredState')
})

it('gives each TaskManager its own log and failure file', () => {
  const line = taskManagerCommand({ ...input(), memory: taskManagerMemory(700), index: 3 }).join(' ')
  expect(line).toContain('/log/taskmanager-3.log')
  expect(line).toContain('/work/failure-taskmanager-3.json')
  expect(line).toContain('-Dweir.index=3')
})

it("hands over the role's access and nothing of the worker's environment", () => {
  const given = input()
  const environment = clusterEnvironment({ ...given, javaHome: '/jdk' })
  expect(environment).toMatchObject({ AWS_ACCESS_KEY_ID: 'key', AWS_EC2_METADATA_DISABLED: 'true', JAVA_HOME: '/jdk' })
  expect(Object.keys(environment).every((name) => /^(AWS_|FLINK_|JAVA_HOME|PATH|HOME|LANG|TZ)/.test(name))).toBe(true)
})

it('gives the endpoints of the role as every AWS SDK reads them', () => {
  const access = {
    ...input().request.access,
    s3Endpoint: 'http://s3',
    endpoints: { '': 'http://all', kinesis: 'http://kinesis', secrets_manager: 'http://secrets', s3: 'http://other' },
  }
  const environment = clusterEnvironment({ ...input({ access }), javaHome: '/jdk' })
  expect(environment).toMatchObject({
    AWS_ENDPOINT_URL: 'http://all',
    AWS_ENDPOINT_URL_KINESIS: 'http://kinesis',
    AWS_ENDPOINT_URL_SECRETS_MANAGER: 'http://secrets',
    AWS_ENDPOINT_URL_S3: 'http://s3',
  })
})
