import { EngineError } from '@weir/domain'
import { RUN_OPTIONS, readRunOptions } from './run-options.ts'

const read = (map: Record<string, string>) =>
  readRunOptions([
    { id: 'Other', map: {} },
    { id: RUN_OPTIONS, map },
  ])

it('reads what AWS has keys for', () => {
  expect(
    read({ python: 'app/main.py', jarfile: 'lib/c.jar', pyFiles: 'lib/a.py, lib/b.zip', pyArchives: 'v.zip#data' }),
  ).toEqual({
    script: 'app/main.py',
    module: undefined,
    jar: 'lib/c.jar',
    files: ['lib/a.py', 'lib/b.zip'],
    archives: ['v.zip#data'],
  })
  expect(read({ pyModule: 'app.main' })).toMatchObject({ module: 'app.main', files: [], archives: [] })
})

it('takes an application without the group for a jar', () => {
  expect(readRunOptions([{ id: 'Other', map: { python: 'main.py' } }])).toBeUndefined()
})

it.each([
  ['no program', { pyFiles: 'a.py' }, /python .* is missing/],
  ['an empty program', { python: ' ' }, /python .* is missing/],
  ['two programs', { python: 'main.py', pyModule: 'main' }, /python and pyModule exclude each other/],
  ['a script of another kind', { python: 'main.jar' }, /python must name a \.py file, and "main\.jar" is none/],
  ['a path for a module', { pyModule: 'app/main.py' }, /pyModule must be the dotted name/],
  ['a jar of another kind', { python: 'main.py', jarfile: 'a.zip' }, /jarfile must name one \.jar file/],
  ['packages to fetch', { python: 'main.py', pyRequirements: 'r.txt' }, /pyRequirements is not supported: put the/],
  ['a Python of its own', { python: 'main.py', pyExecutable: 'v.zip/bin/python' }, /pyExecutable is not supported/],
  ['a key that is misspelt', { python: 'main.py', pyfiles: 'a.py' }, /no key "pyfiles"; there are python, jarfile/],
])('refuses %s', (_, map, message) => {
  expect(() => read(map)).toThrow(message)
  expect(() => read(map)).toThrow(EngineError)
})
