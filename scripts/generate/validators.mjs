// validators.ts: one function per action's input, compiled by Ajv beforehand, so that a start compiles nothing and ships no Ajv.
import { Ajv } from 'ajv'
import standalone from 'ajv/dist/standalone/index.js'
import { closureOf } from './load-model.mjs'
import { schemaOf } from './json-schema.mjs'

const modelId = 'model'

/** Source of `validators.ts`. */
export function generateValidators(model) {
  const inputs = [...new Set(Object.values(model.operations).map(({ input }) => input.shape))]
  const ref = (name) => `#/definitions/${name}`
  const definitions = closureOf(model, inputs).map((name) => [name, schemaOf(model.shapes[name], ref)])
  const schema = JSON.parse(JSON.stringify({ $id: modelId, definitions: Object.fromEntries(definitions) }))
  const ajv = new Ajv({
    schemas: [schema],
    allErrors: true,
    // Lengths count UTF-16 units, as the service's Java does; patterns are Java's, and the u flag would refuse some.
    unicodeRegExp: false,
    unicode: false,
    logger: false,
    strictTypes: true,
    messages: false,
    inlineRefs: false,
    code: { esm: true, source: true, lines: true },
  })
  const code = standalone.default(ajv, Object.fromEntries(inputs.map((name) => [name, `${modelId}${ref(name)}`])))
  if (code.includes('require(')) throw new Error('the compiled validators need a library at run time')
  return `// @ts-nocheck: compiled by Ajv; input-validators.ts gives it types.\n${code.replace(/^"use strict";/, '')}`
}
