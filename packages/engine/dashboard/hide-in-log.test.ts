import { hideInLog } from './hide-in-log.ts'

const shown = async (...chunks: readonly (string | Uint8Array)[]): Promise<string> => {
  const log = (async function* () {
    for (const chunk of chunks) yield typeof chunk === 'string' ? Buffer.from(chunk) : chunk
  })()
  const out: Uint8Array[] = []
  for await (const chunk of hideInLog(log)) out.push(chunk)
  return Buffer.concat(out).toString('utf8')
}

const loading = (option: string) =>
  `12:00 INFO  o.a.f.GlobalConfiguration [] - Loading configuration property: ${option}`

it('hides the values of secret options, wherever a chunk ends', async () => {
  const log = `${loading('s3.access-key, AKIAX')}\n${loading('rest.port, 80')}\n${loading('s3.secret-key, se cret')}`
  const hidden = `${loading('s3.access-key, ******')}\n${loading('rest.port, 80')}\n${loading('s3.secret-key, ******')}`
  for (let cut = 0; cut <= log.length; cut += 1) expect(await shown(log.slice(0, cut), log.slice(cut))).toBe(hidden)
})

it('leaves everything else as it is', async () => {
  const text = 'password: x\n\nnaïve \u{1F30A}\r\ntoken=1'
  const bytes = Buffer.from(text)
  expect(await shown(text)).toBe(text)
  expect(await shown(bytes.subarray(0, 18), bytes.subarray(18))).toBe(text)
  expect(await shown('')).toBe('')
  expect(await shown('x'.repeat(200_000), 'y\n')).toBe(`${'x'.repeat(200_000)}y\n`)
})

it('shows an event as a line of text, its stack trace below it, and hides in it too', async () => {
  const event = (message: string, more = {}) =>
    JSON.stringify({ timestamp: 1_000, applicationARN: 'arn', logger: 'a.B', message, messageType: 'WARN', ...more })
  const log = `${event('two\nlines', { throwableInformation: ['x.E: why', '\tat a.B'] })}\n${event('Loading configuration property: s3.secret-key, x')}\n`
  const prefix = `1970-01-01 00:00:01,000 WARN  ${'a.B'.padEnd(60)} [] - `
  const text = `${prefix}two\nlines\nx.E: why\n\tat a.B\n${prefix}Loading configuration property: s3.secret-key, ******\n`
  for (let cut = 0; cut <= log.length; cut += 7) expect(await shown(log.slice(0, cut), log.slice(cut))).toBe(text)
})
