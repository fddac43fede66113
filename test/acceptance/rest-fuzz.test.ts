// The REST face under requests that openapi.yaml allows, and others that it does not. The service is an api without a worker: whatever
// is asked for, no Flink is started.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { role } from './harness/applications.ts'
import { type Part, startPostgres, startS3 } from './harness/parts.ts'
import { apiToken, curlSigned } from './harness/rest.ts'
import { runProgram } from './harness/run-program.ts'
import { root, tool } from './harness/tools.ts'
import { until } from './harness/until.ts'
import { layWeir, type Weir } from './harness/weir.ts'
import { send } from './harness/wire.ts'

const key = { accessKeyId: 'AKIAFUZZFUZZFUZZFUZZ', secretAccessKey: 'fuzz-secret-fuzz-secret-fuzz-secret-fuzz' }

/** What schemathesis looks at in every answer. */
const checks = [
  'not_a_server_error',
  'status_code_conformance',
  'content_type_conformance',
  'response_headers_conformance',
  'response_schema_conformance',
  'unsupported_method',
  'allow_header_conformance',
]

const state = mkdtempSync(join(tmpdir(), 'weir-rest-fuzz-'))
let parts: Part[] = []
let weir: Weir

beforeAll(async () => {
  const [postgres, s3] = await Promise.all([startPostgres({ user: 'weir', password: 'weir' }), startS3(key)])
  parts = [postgres, s3]
  weir = await layWeir({
    WEIR_ROLE: 'api',
    DATABASE_URL: `postgresql://weir:weir@127.0.0.1:${postgres.port}/weir`,
    S3_ENDPOINT: `http://127.0.0.1:${s3.port}`,
    S3_ACCESS_KEY_ID: key.accessKeyId,
    S3_SECRET_ACCESS_KEY: key.secretAccessKey,
    WEIR_ADMIN_ACCESS_KEY_ID: key.accessKeyId,
    WEIR_ADMIN_SECRET_ACCESS_KEY: key.secretAccessKey,
    WEIR_STATE_URI: `file:${state}`,
    WEIR_SECRET_KEY: 'MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=',
  })
  weir.launch()
  // It is never ready: that takes a worker.
  await until('the api to be up', () =>
    fetch(`${weir.endpoint}/health/live`).then(
      ({ ok }) => ok,
      () => false,
    ),
  )
  for (const application of [
    { ApplicationName: 'flink', RuntimeEnvironment: 'FLINK-2_2' },
    { ApplicationName: 'upgraded', RuntimeEnvironment: 'FLINK-1_20' },
    { ApplicationName: 'sql', RuntimeEnvironment: 'SQL-1_0' },
    { ApplicationName: 'studio', RuntimeEnvironment: 'ZEPPELIN-FLINK-3_0', ApplicationMode: 'INTERACTIVE' },
  ]) {
    const body = JSON.stringify({ ...application, ServiceExecutionRole: role })
    expect(await send(weir, { action: 'CreateApplication', body })).toMatchObject({ status: 200 })
  }
})
afterAll(async () => {
  await weir.destroy()
  for (const part of parts) await part.stop()
  rmSync(state, { recursive: true, force: true })
})

it('never fails, and answers only what openapi.yaml says', async () => {
  const { code, stdout } = await runProgram(
    tool('schemathesis'),
    [
      ...['run', join(root, 'openapi.yaml'), '--url', weir.endpoint],
      ...['--include-tag', 'rest', '--include-tag', 'operations'],
      ...['--checks', checks.join(), '--phases', 'examples,coverage,fuzzing'],
      ...['--seed', '20261121', '--max-examples', '20', '--max-time', '50'],
      ...['--generation-database', 'none', '--no-shrink', '--continue-on-failure', '--suppress-health-check', 'all'],
      ...['--no-color', '--warnings', 'off'],
    ],
    {
      cwd: weir.dataDir,
      environment: {
        SCHEMATHESIS_HOOKS: join(root, 'test/acceptance/harness/rest_fuzz.py'),
        PYTHONPATH: join(root, 'test/acceptance/harness'),
        WEIR_API_TOKEN: await apiToken(curlSigned(weir)),
      },
    },
  )
  if (code !== 0) throw new Error(stdout.slice(-20_000))
  const answers = answered()
  expect(answers.length).toBeGreaterThan(500)
  expect(answers.filter(({ status }) => status >= 500)).toEqual([])
  // Most of what is made up is refused; that some is not shows that the requests get to the actions. How many there are in the time given
  // depends on the machine: more than 10 actions mostly, 6 at a load of 18.
  const done = new Set(answers.filter(({ status }) => status < 300).map(({ action }) => action))
  expect(done.size).toBeGreaterThan(3)
}, 240_000)

/** Every answer to an action, as the service logged it. */
function answered(): { action: string; status: number }[] {
  const lines = weir
    .log()
    .split('\n')
    .filter((line) => line.includes('"request answered"') && line.includes('"action"'))
  return lines.map((line) => JSON.parse(line) as { action: string; status: number })
}
