// What the documents name must be there: files, folders, links and their headings, npm scripts.
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))
const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  cwd: root,
  encoding: 'utf8',
})
const files = listed.split('\n').filter((file) => file !== '' && existsSync(path.join(root, file)))
const documents = files.filter((file) => file.endsWith('.md'))
const read = (file) => readFileSync(path.join(root, file), 'utf8')
const withoutPrograms = (text) => text.replace(/^```[^]*?^```/gm, '')

/** What is built, installed or made by a run. */
const made = /^(dist|node_modules|\.weir|\.cache|target)(\/|$)|\/target\//

/** All that a short form such as `pipeline/serve.ts` may end: every file, and every folder. */
const places = new Set(files.flatMap((file) => [file, `${path.dirname(file)}/`]))
const isThere = (name) => {
  const wanted = name.replace(/^\.\//, '')
  if (made.test(wanted) || existsSync(path.join(root, wanted))) return true
  for (const place of places) if (`/${place}`.endsWith(`/${wanted}`) || `/${place}`.includes(`/${wanted}/`)) return true
  return false
}

/** In code marks: what begins with a room of ours, or ends as a source file does. */
const rooms = ['apps', 'packages', 'scripts', 'test', 'bench', 'docs', 'deploy', 'java', 'model', 'prisma', 'examples']
const pathsOf = (text) =>
  [...withoutPrograms(text).matchAll(/`([^`\s]+)`/g)]
    .map(([, name]) => name.replace(/[:#].*$/, ''))
    .filter((name) => !/[<>*…{}$=()]|^\/|^[a-z0-9]+:|^s3/.test(name))
    .filter((name) => rooms.some((room) => name.startsWith(`${room}/`)) || /\.(ts|mjs|md|prisma|sh)$/.test(name))

const anchorOf = (heading) =>
  heading
    .toLowerCase()
    .replace(/[`*_]/g, '')
    .replace(/[^\p{L}\p{N} -]/gu, '')
    .trim()
    .replace(/ /g, '-')
const anchorsOf = (file) =>
  [...withoutPrograms(read(file)).matchAll(/^#+ (.*)$/gm)].map(([, heading]) => anchorOf(heading))

it.each(documents)('%s names files and folders that are there', (document) => {
  expect(pathsOf(read(document)).filter((name) => !isThere(name))).toEqual([])
})

it.each(documents)('%s has links that lead somewhere', (document) => {
  const broken = [...withoutPrograms(read(document)).matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target]) => target)
    .filter((target) => !/^[a-z]+:/.test(target))
    .filter((target) => {
      const [to, anchor] = target.split('#')
      const file = to === '' ? document : path.join(path.dirname(document), to)
      if (!existsSync(path.join(root, file))) return true
      return anchor !== undefined && !anchorsOf(file).includes(anchor)
    })
  expect(broken).toEqual([])
})

it.each(documents)('%s tells of commands that are there', (document) => {
  const text = read(document)
  const { scripts } = JSON.parse(read('package.json'))
  const unknown = [...text.matchAll(/\bnpm run ([a-z:-]+)/g)]
    .map(([, name]) => name)
    .filter((name) => !(name in scripts))
  const missing = [...text.matchAll(/\bnode ((?:scripts|bench|test)\/[\w./-]+\.(?:mjs|ts))/g)]
    .map(([, file]) => file)
    .filter((file) => !existsSync(path.join(root, file)))
  expect([...unknown, ...missing]).toEqual([])
})
