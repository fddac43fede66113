// Takes a newer published API model into the repository:
//   node scripts/import-model.mjs <path to botocore's service-2.json>
// Prose is left behind (it is not ours to ship, and nothing here needs it); everything that shapes a request or an answer is kept.
import { readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { format } from 'prettier'

const target = fileURLToPath(new URL('../model/service-2.json', import.meta.url))

/** Removes every documentation text, at any depth. */
function withoutProse(node) {
  if (Array.isArray(node)) return node.map(withoutProse)
  if (node === null || typeof node !== 'object') return node
  return Object.fromEntries(
    Object.entries(node)
      .filter(([key, value]) => !(key === 'documentation' && typeof value === 'string'))
      .map(([key, value]) => [key, withoutProse(value)]),
  )
}

const source = process.argv[2]
if (source === undefined) {
  console.error('usage: node scripts/import-model.mjs <path to service-2.json>')
  process.exit(2)
}
const published = JSON.parse(await readFile(source, 'utf8'))
await writeFile(target, await format(JSON.stringify(withoutProse(published)), { parser: 'json' }))
console.log('model/service-2.json written; now run: npm run generate')
