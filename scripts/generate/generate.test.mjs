import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { Validator } from '@seriousme/openapi-schema-validator'
import { applyPatch, loadModel } from './load-model.mjs'
import { summaries } from './summaries.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))
const patch = (change) => ({ op: 'remove', path: '/shapes/A/max', reason: 'because', ...change })

it('is what the committed files came from', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, ['scripts/generate.mjs', '--check'], { cwd: root })
  expect(stdout).toMatch(/up to date/)
}, 60_000)

it('writes a valid OpenAPI document with every action on both faces', async () => {
  const document = await readFile(`${root}openapi.yaml`, 'utf8')
  const validator = new Validator()
  expect(await validator.validate(document)).toMatchObject({ valid: true })
  const { operations } = await loadModel()
  const documented = Object.entries(validator.specification.paths).flatMap(([path, item]) =>
    Object.values(item).map(({ operationId }) => ({ path, operationId })),
  )
  const ids = documented.map(({ operationId }) => operationId)
  expect(new Set(ids).size).toBe(ids.length)
  const onRest = documented.filter(({ path }) => path.startsWith('/v1/')).map(({ operationId }) => operationId)
  for (const name of Object.keys(operations)) {
    expect(documented).toContainEqual({ path: `/#X-Amz-Target=KinesisAnalytics_20180523.${name}`, operationId: name })
    expect(onRest).toContain(name.charAt(0).toLowerCase() + name.slice(1))
  }
}, 60_000)

it('describes no action that the model does not have', async () => {
  const { operations } = await loadModel()
  expect(Object.keys(summaries).sort()).toEqual(Object.keys(operations).sort())
})

it('carries no prose of the published model', async () => {
  expect(await readFile(`${root}model/service-2.json`, 'utf8')).not.toContain('"documentation"')
})

it('applies patches and refuses stale ones', () => {
  const model = { shapes: { A: { type: 'string', max: 1 } } }
  applyPatch(model, patch({ op: 'replace', value: 2 }))
  expect(model.shapes.A.max).toBe(2)
  applyPatch(model, patch())
  expect(model.shapes.A).toEqual({ type: 'string' })
  expect(() => applyPatch(model, patch())).toThrow(/points at nothing/)
  expect(() => applyPatch(model, patch({ path: '/shapes/A/type', reason: undefined }))).toThrow(/no reason/)
  expect(() => applyPatch(model, patch({ path: '/shapes/A/type', op: 'move' }))).toThrow(/unknown op/)
})
