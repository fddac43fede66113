import { execFileSync } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { unpackArchive } from './unpack-archive.ts'

let root: string
let archive: string
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'weir-unpack-'))
  archive = join(root, 'app.zip')
})
afterEach(() => rm(root, { recursive: true }))

/** Makes the archive with Python's zipfile, where `z` is the archive and `Z(name, mode)` an entry of that Unix mode. */
function zip(script: string): void {
  const prelude = `
import sys, zipfile, warnings
warnings.simplefilter('ignore')
def Z(name, mode=0o100644):
  i = zipfile.ZipInfo(name)
  i.external_attr = mode << 16
  i.create_system = 3
  i.compress_type = zipfile.ZIP_DEFLATED
  return i
with zipfile.ZipFile(sys.argv[1], 'w') as z:
`
  execFileSync('python3', ['-c', `${prelude}  ${script.trim().split('\n').join('\n  ')}\n`, archive])
}

const unpack = (limits = {}) => unpackArchive({ archive, directory: join(root, 'code'), limits })

it('unpacks files, folders and what may be executed', async () => {
  zip(`
z.writestr(Z('main.py'), 'print(1)')
z.writestr(Z('lib/'), '')
z.writestr(Z('lib/bin/run', 0o100755), 'x' * 1000000)
z.writestr(Z('lib/ü.txt'), '')`)
  await unpack()
  const code = join(root, 'code')
  expect(await readFile(join(code, 'main.py'), 'utf8')).toBe('print(1)')
  expect((await stat(join(code, 'lib/bin/run'))).size).toBe(1_000_000)
  expect((await stat(join(code, 'lib/bin/run'))).mode & 0o777).toBe(0o755)
  expect((await stat(join(code, 'main.py'))).mode & 0o777).toBe(0o644)
  expect((await readdir(join(code, 'lib'))).sort()).toEqual(['bin', 'ü.txt'])
})

it('leaves what was unpacked before', async () => {
  zip(`z.writestr('main.py', '1')`)
  await unpack()
  await writeFile(archive, 'no archive any more')
  await unpack()
  expect((await readdir(root)).sort()).toEqual(['app.zip', 'code'])
})

it.each([
  ['a path that leads out', `z.writestr(Z('a/../../b'), '')`, /leads out of the archive/],
  ['an absolute path', `z.writestr(Z('/etc/cron.d/x'), '')`, /absolute path/],
  ["a drive's path", `z.writestr(Z('C:/x'), '')`, /absolute path/],
  ['a backslash', String.raw`z.writestr(Z('..\\..\\x'), '')`, /backslash/],
  ['a path that is not plain', `z.writestr(Z('a//b'), '')`, /not a plain path/],
  ['a control character', String.raw`z.writestr(Z('ü\x1b[2J'), '')`, /control character/],
  ['a link', `z.writestr(Z('a', 0o120777), '/etc')`, /symbolic link/],
  ['a device', `z.writestr(Z('a', 0o060666), '')`, /a device/],
  ['a pipe', `z.writestr(Z('a', 0o010666), '')`, /named pipe/],
  ['a name twice', `z.writestr(Z('a'), '1'); z.writestr(Z('a'), '2')`, /"a" is in it twice/],
  ['a file that is a folder', `z.writestr(Z('a/b'), ''); z.writestr(Z('a'), '')`, /as a file and as a folder/],
  ['a folder that is a file', `z.writestr(Z('a'), ''); z.writestr(Z('a/b'), '')`, /as a file and as a folder/],
  ['a method of its own', `z.writestr('a', 'b', compress_type=zipfile.ZIP_LZMA)`, /method 14/],
])('refuses %s', async (_, script, message) => {
  zip(script)
  await expect(unpack()).rejects.toMatchObject({ kind: 'configuration', message: expect.stringMatching(message) })
  expect(await readdir(root)).toEqual(['app.zip'])
})

it.each([
  [
    'a bomb',
    `z.writestr(Z('a'), b'0' * 60000); z.writestr(Z('b'), b'0' * 60000)`,
    { totalBytes: 100_000 },
    /unpacks to more/,
  ],
  ['a large file', `z.writestr(Z('a'), b'0' * 60000)`, { fileBytes: 50_000 }, /larger than/],
  ['a large archive', `z.writestr('a', b'0' * 60000)`, { archiveBytes: 50_000 }, /larger than/],
  ['many entries', `[z.writestr(Z(str(n)), '') for n in range(101)]`, { entries: 100 }, /more than 100 entries/],
  [
    'many folders',
    `[z.writestr(Z(f'{n}/a/b/c/d/e'), '') for n in range(20)]`,
    { entries: 100 },
    /100 files and folders/,
  ],
  ['a deep path', `z.writestr(Z('a/' * 40 + 'b'), '')`, {}, /deeper than 32/],
  ['a long path', `z.writestr(Z('a' * 2000), '')`, {}, /more than 1024 bytes/],
])('refuses %s', async (_, script, limits, message) => {
  zip(script)
  await expect(unpack(limits)).rejects.toMatchObject({
    kind: 'configuration',
    message: expect.stringMatching(message),
  })
  expect(await readdir(root)).toEqual(['app.zip'])
})

/** Changes bytes of the archive: at each place where `from` stands. */
async function forge(from: string, to: string): Promise<void> {
  const bytes = (await readFile(archive)).toString('latin1')
  await writeFile(archive, Buffer.from(bytes.replaceAll(from, to), 'latin1'))
}

it('believes no size', async () => {
  zip(`z.writestr(Z('a'), b'0' * 60000)`)
  await forge('\x60\xea\x00\x00', '\x10\x00\x00\x00')
  await expect(unpack()).rejects.toMatchObject({ kind: 'configuration', message: expect.stringMatching(/damaged/) })
})

it('refuses what is encrypted', async () => {
  zip(`z.writestr(Z('a'), 'x')`)
  // The flags of the central directory's entry, behind its signature and two versions.
  await forge('PK\x01\x02\x14\x03\x14\x00\x00', 'PK\x01\x02\x14\x03\x14\x00\x01')
  await expect(unpack()).rejects.toMatchObject({ message: expect.stringMatching(/encrypted/) })
})

it('refuses entries that share their bytes', async () => {
  zip(`
import os
z.writestr(Z('a'), os.urandom(5000))
first = z.infolist()[0]
for n in range(9):
  import copy
  again = copy.copy(first); again.filename = again.orig_filename = 'b' + str(n)
  z.filelist.append(again)`)
  await expect(unpack()).rejects.toMatchObject({ message: expect.stringMatching(/overlap/) })
})

it.each([
  ['no archive', 'this is no archive'],
  ['nothing', ''],
])('refuses %s', async (_, text) => {
  await writeFile(archive, text)
  await expect(unpack()).rejects.toMatchObject({
    kind: 'configuration',
    message: expect.stringMatching(/cannot be read as a zip archive/),
  })
})
