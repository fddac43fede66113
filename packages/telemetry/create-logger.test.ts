import { createLogger } from './create-logger.ts'

it('writes one JSON object a line and never a secret', () => {
  const lines: string[] = []
  const logger = createLogger({ level: 'info', destination: { write: (line) => void lines.push(line) } })
  logger.info({ secretAccessKey: 'hunter2', access: { accessKeyId: 'AKIA1', secretAccessKey: 'hunter2' } }, 'key made')
  logger.debug('not at this level')
  expect(lines).toHaveLength(1)
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ level: 30, msg: 'key made', access: { accessKeyId: 'AKIA1' } })
  expect(lines[0]).not.toContain('hunter2')
})

it('finds secrets in what is nested and in errors', () => {
  const lines: string[] = []
  const logger = createLogger({ level: 'info', destination: { write: (line) => void lines.push(line) } })
  const err = Object.assign(new Error('no'), { config: { secretAccessKey: 'hunter2' } })
  logger.error({ err, request: { role: { access: { sessionToken: 'hunter2' } } } }, 'refused')
  expect(lines[0]).toContain('"message":"no"')
  expect(lines[0]).not.toContain('hunter2')
})
