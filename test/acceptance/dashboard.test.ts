// Flink's own web UI behind CreateApplicationPresignedUrl, as a browser and a script meet it, over a job on real Flink.
import {
  CreateApplicationCommand,
  CreateApplicationPresignedUrlCommand,
  StartApplicationCommand,
  type KinesisAnalyticsV2Client,
} from '@aws-sdk/client-kinesis-analytics-v2'
import { watcher } from './harness/application.ts'
import { flightsJar, proofApplication } from './harness/applications.ts'
import { controlClient, filesClient } from './harness/clients.ts'
import { serviceClock } from './harness/clock.ts'
import { makeBucket, upload } from './harness/files.ts'
import { environmentOf, flinkProcesses } from './harness/processes.ts'
import { startWeir, type Weir } from './harness/weir.ts'

const name = 'shown'
const bucket = 'dashboard-bucket'
const clock = serviceClock()

let weir: Weir
let client: KinesisAnalyticsV2Client
let url: string
let root: string
let cookie: string
let job: string

const presigned = async () => {
  const command = new CreateApplicationPresignedUrlCommand({
    ApplicationName: name,
    UrlType: 'FLINK_DASHBOARD_URL',
    SessionExpirationDurationInSeconds: 1800,
  })
  return (await client.send(command)).AuthorizedUrl ?? ''
}

/** A page of the dashboard, asked for with the session. */
const page = async (path: string, init: RequestInit = {}) => {
  const response = await fetch(`${root}${path}`, { redirect: 'manual', headers: { cookie }, ...init })
  return { status: response.status, headers: response.headers, text: await response.text() }
}

beforeAll(async () => {
  weir = await startWeir(clock.settings)
  client = controlClient(weir)
  const files = filesClient(weir)
  await makeBucket(files, bucket)
  await upload(files, bucket, 'flights.jar', flightsJar)
  await client.send(new CreateApplicationCommand(proofApplication({ name, bucket })))
})
afterAll(async () => {
  await weir.destroy()
  clock.remove()
})

it('is nowhere while the application does not run', async () => {
  await expect(presigned()).rejects.toMatchObject({ name: 'ResourceInUseException' })
  await client.send(new StartApplicationCommand({ ApplicationName: name }))
  await watcher(weir, client).reaches(name, 'RUNNING')
})

it('begins with the URL, which gives a cookie and leads on without its token', async () => {
  url = await presigned()
  root = url.replace(/\?.*/, '')
  expect(root).toMatch(new RegExp(`^${weir.endpoint}/flinkdashboard/[0-9a-f-]{36}$`))
  const response = await fetch(url, { redirect: 'manual' })
  expect(response.status).toBe(303)
  expect(new URL(response.headers.get('location') ?? '', url).href).toBe(`${root}/`)
  const [given = ''] = response.headers.getSetCookie()
  const [value = '', path, age, ...others] = given.split('; ')
  expect(value).toMatch(/^VerifiedAuthToken=[\w.-]+$/)
  expect([path, ...others]).toEqual([`Path=${new URL(root).pathname}`, 'HttpOnly', 'SameSite=Strict'])
  expect(age).toMatch(/^Max-Age=1(800|7\d\d)$/)
  cookie = value
})

it("shows Flink's page, its scripts and what they read", async () => {
  const { text } = await page('/')
  expect(text).toContain('<title>Apache Flink Web Dashboard</title>')
  // They are relative to the page's own base.
  expect(text).toContain('<base href="./">')
  const scripts = [...text.matchAll(/src="([^"]+\.js)"/g)].map(([, script = '']) => script)
  expect(scripts.length).toBeGreaterThan(0)
  for (const script of scripts) {
    const { status, headers } = await page(`/${script}`)
    expect({ status, type: headers.get('content-type') }).toEqual({
      status: 200,
      type: 'text/javascript; charset=utf-8',
    })
  }
  expect(JSON.parse((await page('/overview')).text)).toMatchObject({ 'jobs-running': 1, taskmanagers: 1 })
  const { jobs } = JSON.parse((await page('/jobs/overview')).text)
  job = jobs[0].jid
  expect(JSON.parse((await page(`/jobs/${job}`)).text)).toMatchObject({ jid: job, state: 'RUNNING' })
  expect((await page('/jobmanager/log')).text).toContain('ClusterEntrypoint')
})

it.each([
  ['GET', (id: string) => `/jobs/${id}/yarn-cancel`, 404],
  ['GET', () => '/jars', 404],
  ['PATCH', (id: string) => `/jobs/${id}?mode=cancel`, 405],
  ['POST', (id: string) => `/jobs/${id}/savepoints`, 405],
  ['POST', (id: string) => `/jobs/${id}/stop`, 405],
  ['DELETE', () => '/cluster', 405],
])('changes nothing: %s of something that would is refused', async (method, path, status) => {
  expect((await page(path(job), { method })).status).toBe(status)
  expect(JSON.parse((await page(`/jobs/${job}/status`)).text)).toEqual({ status: 'RUNNING' })
})

it('shows no secret of the cluster, in its configuration, its environment or its logs', async () => {
  const [manager] = flinkProcesses(weir.dataDir).filter(({ component }) => component === 'jobmanager')
  const secrets = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'].map((each) => environmentOf(manager!, each) ?? '')
  for (const secret of secrets) expect(secret.length).toBeGreaterThan(15)
  const [taskManager] = JSON.parse((await page('/taskmanagers')).text).taskmanagers
  const about = [
    ...['config', 'environment', 'log', 'stdout', 'logs', 'thread-dump'].map((part) => `/jobmanager/${part}`),
    ...['', '/log', '/stdout', '/thread-dump'].map(
      (part) => `/taskmanagers/${encodeURIComponent(taskManager.id)}${part}`,
    ),
    ...['/config', '/jobmanager/config', '/jobmanager/environment'].map((part) => `/jobs/${job}${part}`),
  ]
  for (const path of about) {
    const { status, text } = await page(path)
    expect({ path, status, shown: secrets.filter((secret) => text.includes(secret)) }).toEqual({
      path,
      status: 200,
      shown: [],
    })
  }
  const options: { key: string; value: string }[] = JSON.parse((await page('/jobmanager/config')).text)
  expect(options.filter(({ key }) => /^s3\.(access|secret)-key$/.test(key)).map(({ value }) => value)).toEqual([
    '******',
    '******',
  ])
})

it.each([
  ['nothing', () => ''],
  ["the URL's token", () => `VerifiedAuthToken=${url.split('=')[1] ?? ''}`],
  ['a changed cookie', () => `${cookie.slice(0, -2)}xx`],
])('is shown to nobody with %s', async (_, wrong) => {
  for (const path of ['', '/', '/overview', '/main.js']) {
    expect((await page(path, { headers: { cookie: wrong() } })).status).toBe(403)
  }
  expect((await page('/overview', { method: 'POST', headers: { cookie: wrong() } })).status).toBe(403)
})

it('opens no other application', async () => {
  const elsewhere = root.replace(/[0-9a-f]{12}$/, '000000000000')
  expect((await fetch(`${elsewhere}/overview`, { headers: { cookie } })).status).toBe(403)
  expect((await fetch(`${elsewhere}?${url.split('?')[1] ?? ''}`, { redirect: 'manual' })).status).toBe(403)
})

it('is over in time: an unused URL after three minutes, a session when it says', async () => {
  clock.putForward(170)
  expect((await fetch(url, { redirect: 'manual' })).status).toBe(303)
  clock.putForward(185)
  expect((await fetch(url, { redirect: 'manual' })).status).toBe(403)
  expect((await page('/main.js')).status).not.toBe(403)
  clock.putForward(1_805)
  expect((await page('/main.js')).status).toBe(403)
})
