import { fileURLToPath } from 'node:url'
import { apiUnderTest } from '../fixtures/api-under-test.ts'

it('shows its documentation', async () => {
  const { app } = apiUnderTest({ openApiFile: fileURLToPath(new URL('../../../openapi.yaml', import.meta.url)) })
  const page = await app.inject('/docs')
  expect(page.statusCode).toBe(200)
  expect(page.headers['content-type']).toContain('text/html')
  expect(page.headers['content-security-policy']).not.toContain('upgrade-insecure-requests')
  const { paths } = (await app.inject('/docs/json')).json<{ paths: object }>()
  expect(Object.keys(paths)).toContain('/v1/applications')
  expect(Object.keys(paths)).toContain('/#X-Amz-Target=KinesisAnalytics_20180523.CreateApplication')
})
