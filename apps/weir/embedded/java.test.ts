import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findJava } from './java.ts'

let folder: string
let java: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'weir-java-'))
  await mkdir(join(folder, 'bin'))
  java = join(folder, 'bin', 'java')
  await writeFile(java, '')
  await chmod(java, 0o755)
})

afterEach(() => rm(folder, { recursive: true, force: true }))

it('prefers JAVA_HOME, then looks along PATH', async () => {
  expect(await findJava({ JAVA_HOME: folder, PATH: '' })).toBe(java)
  expect(await findJava({ PATH: `/nowhere:${join(folder, 'bin')}` })).toBe(java)
})

it('names what is missing', async () => {
  await expect(findJava({ JAVA_HOME: '/nowhere', PATH: join(folder, 'bin') })).rejects.toThrow(
    /JAVA_HOME is \/nowhere, but there is no \/nowhere\/bin\/java/,
  )
  await expect(findJava({ PATH: '/nowhere' })).rejects.toThrow(/no java on PATH.*JDK 17/)
})
