import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { locatePythonProgram } from './python-program.ts'
import type { RunOptions } from './run-options.ts'

let root: string
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'weir-python-'))
  for (const path of ['main.py', 'app/main.py', 'app/tool/__main__.py', 'lib/c.jar', 'lib/a.py', 'data.zip']) {
    await mkdir(dirname(join(root, path)), { recursive: true })
    await writeFile(join(root, path), '')
  }
})
afterEach(() => rm(root, { recursive: true }))

const locate = (given: Partial<RunOptions>) => locatePythonProgram({ files: [], archives: [], ...given }, root)

it('finds a script with its jar, files, folders and archives', async () => {
  const options = { script: './app/main.py', jar: 'lib/c.jar', files: ['lib/a.py', 'lib'], archives: ['data.zip#d'] }
  expect(await locate(options)).toEqual({
    arguments: ['-py', `${root}/app/main.py`],
    jar: `${root}/lib/c.jar`,
    options: { 'python.files': `${root}/lib/a.py,${root}/lib`, 'python.archives': `${root}/data.zip#d` },
    modules: `${root}/app`,
  })
})

it('finds a module, and the package that is one', async () => {
  expect(await locate({ module: 'app.main' })).toMatchObject({ arguments: ['-pym', 'app.main'], modules: root })
  expect(await locate({ module: 'app.tool' })).toMatchObject({ options: {} })
})

it.each([
  ['python', { script: 'gone.py' }, /python names "gone\.py", which is not in the archive/],
  ['python', { script: 'app' }, /python names "app", which is not a file/],
  ['python', { script: '../main.py' }, /not a path inside the archive/],
  ['python', { script: '/etc/passwd.py' }, /not a path inside the archive/],
  ['jarfile', { script: 'main.py', jar: 'lib/gone.jar' }, /jarfile names "lib\/gone\.jar", which is not in/],
  ['pyFiles', { script: 'main.py', files: ['lib', 'b.py'] }, /pyFiles names "b\.py"/],
  ['pyArchives', { script: 'main.py', archives: ['gone.zip#x'] }, /pyArchives names "gone\.zip"/],
  ['pyModule', { module: 'app.gone' }, /pyModule names app\.gone, but the archive has no app\/gone\.py/],
])('names what %s misses', async (_, options, message) => {
  await expect(locate(options)).rejects.toMatchObject({
    kind: 'configuration',
    message: expect.stringMatching(message),
  })
})
