import { execFileSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readMainClass } from './application-jar.ts'

let root: string
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'weir-jar-'))
})
afterEach(() => rm(root, { recursive: true }))

/** Zips the given files, in Python because Node cannot. */
function zip(files: Readonly<Record<string, string>>): string {
  const file = join(root, 'app.jar')
  const script =
    'import json,sys,zipfile\nwith zipfile.ZipFile(sys.argv[1],"w") as z:\n for n,t in json.loads(sys.argv[2]).items(): z.writestr(n,t)'
  execFileSync('python3', ['-c', script, file, JSON.stringify(files)])
  return file
}

it('reads the main class, folded over lines too', async () => {
  const name = `a.${'very'.repeat(20)}.Main`
  const manifest = `Manifest-Version: 1.0\r\nMain-Class: ${name.slice(0, 40)}\r\n ${name.slice(40)}\r\n\r\nName: x\r\nMain-Class: no\r\n`
  const file = zip({ 'META-INF/MANIFEST.MF': manifest, [`${name.replaceAll('.', '/')}.class`]: '' })
  expect(await readMainClass(file)).toBe(name)
})

it.each([
  ['has no manifest', { 'a.txt': '' }, /without META-INF\/MANIFEST\.MF/],
  ['wraps a jar', { 'lib/app.jar': '' }, /zip archive around lib\/app\.jar/],
  [
    'is a Python program without run options',
    { 'main.py': '', 'lib/c.jar': '' },
    /kinesis\.analytics\.flink\.run\.options, key python/,
  ],
  ['names no main class', { 'META-INF/MANIFEST.MF': 'Manifest-Version: 1.0\n' }, /no Main-Class/],
  ['names a class that is not there', { 'META-INF/MANIFEST.MF': 'Main-Class: a.Gone\n' }, /a\.Gone.*not in the jar/],
])('refuses a bundle that %s', async (_, files, message) => {
  await expect(readMainClass(zip(files))).rejects.toMatchObject({
    kind: 'configuration',
    message: expect.stringMatching(message),
  })
})

it('refuses bytes that are no archive', async () => {
  const file = join(root, 'app.jar')
  await writeFile(file, 'this is not a jar')
  await expect(readMainClass(file)).rejects.toMatchObject({
    kind: 'configuration',
    message: expect.stringMatching(/not a jar/),
  })
})
