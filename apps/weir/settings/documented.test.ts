import { readdirSync, readFileSync } from 'node:fs'
import { loadConfig } from './config.ts'
import { isolationLimits } from './isolation-config.ts'
import { readPoolSettings } from './pool-config.ts'
import { readPythonSettings } from './python-config.ts'
import { setting } from './setting.ts'
import { readStartSettings } from './start-config.ts'

const root = new URL('../../../', import.meta.url)
const page = (name: string): string => readFileSync(new URL(name, root), 'utf8')
const example = page('.env.example')
const operations = page('docs/operations.md')

/** For tests of crashes alone; docs/chaos.md has them. */
const forTests = ['WEIR_CRASH_POINT', 'WEIR_TESTING_CRASHES']

type Environment = Readonly<Record<string, string | undefined>>

const everything = (env: Environment): unknown => [
  loadConfig(env),
  isolationLimits(env),
  readPoolSettings(setting(env)),
  readPythonSettings(env),
  readStartSettings(env),
]

/** Every name that the settings look for; some only where another is there. */
const asked = (): Set<string> => {
  const names = new Set<string>()
  for (const given of [{}, { S3_ENDPOINT: 'https://s3', S3_ACCESS_KEY_ID: 'id', S3_SECRET_ACCESS_KEY: 'secret' }]) {
    const watched = new Proxy<Environment>(given, {
      get: (env, name: string) => {
        names.add(name)
        return env[name]
      },
    })
    everything(watched)
  }
  // The cache's own default follows the desktop's rule.
  names.delete('XDG_CACHE_HOME')
  return names
}

/** The settings of .env.example, by the comment that stands above them. */
const blocks = [...example.matchAll(/((?:^# .*\n)*)((?:^#[A-Z0-9_]+=.*\n)+)/gm)].map(
  ([, comment = '', lines = '']) => ({
    comment,
    settings: [...lines.matchAll(/^#([A-Z0-9_]+)=(.*)$/gm)].map(([, name = '', value = '']) => ({ name, value })),
  }),
)
const examples = blocks.flatMap(({ comment, settings }) => settings.map((each) => ({ ...each, comment })))

const isDefault = ({ name, value }: { name: string; value: string }): boolean => {
  const home = { WEIR_DATA_DIR: '.weir', WEIR_CACHE_DIR: '~/.cache/weir' }
  try {
    return JSON.stringify(everything({ ...home, [name]: value })) === JSON.stringify(everything(home))
  } catch {
    // Good only beside another.
    return false
  }
}

it('has every setting in .env.example, and none that nobody reads', () => {
  expect(examples.map(({ name }) => name).sort()).toEqual(
    [...asked()].filter((name) => !forTests.includes(name)).sort(),
  )
})

it('has every setting in docs/operations.md, those for tests in docs/chaos.md', () => {
  const told = new Set(operations.match(/\b[A-Z][A-Z0-9_]+\b/g))
  expect([...asked()].filter((name) => !told.has(name)).sort()).toEqual(forTests)
  expect(forTests.filter((name) => !page('docs/chaos.md').includes(name))).toEqual([])
})

it('names no setting in a document that nobody reads', () => {
  const ofTheCommand = ['WEIR_ENDPOINT']
  const known = new Set([...asked(), ...ofTheCommand])
  const documents = ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'CHANGELOG.md'].concat(
    readdirSync(new URL('docs', root), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.md'))
      .map((name) => `docs/${name}`),
  )
  const unknown = documents.flatMap((document) =>
    (page(document).match(/\bWEIR_[A-Z0-9_]*[A-Z0-9]\b/g) ?? [])
      .filter((name) => !known.has(name))
      .map((name) => `${document}: ${name}`),
  )
  expect(unknown).toEqual([])
})

it.each(examples)('shows the default of $name in .env.example, or says what it is', ({ comment, ...given }) => {
  expect(isDefault(given) || comment.includes('Default')).toBe(true)
})

it('shows values in .env.example that are taken', () => {
  for (const { settings } of blocks) {
    everything(Object.fromEntries(settings.map(({ name, value }) => [name, value])))
  }
})
