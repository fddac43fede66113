import { readdirSync } from 'node:fs'
import { createActions } from './index.ts'
import { createWorld } from './stories/world.ts'

const files = readdirSync(new URL('./actions/', import.meta.url), { recursive: true }).map(String)
const kebab = (action: string) => action.replace(/(?<!^)[A-Z]/g, (letter) => `-${letter}`).toLowerCase()

it('has one file and one test for each action, and none besides', () => {
  const names = Object.keys(createActions(createWorld().deps)).map(kebab)
  const expected = names.flatMap((name) => [`${name}.test.ts`, `${name}.ts`]).sort()
  const found = files.filter((file) => file.endsWith('.ts')).map((file) => file.slice(file.lastIndexOf('/') + 1))
  expect(found.sort()).toEqual(expected)
})
