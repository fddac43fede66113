import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DeploymentRequest, SqlProgram } from '@weir/domain'
import { requestOf } from '../../conformance/request-of.ts'
import { clusterLayout } from '../cluster-layout.ts'
import { provideCode } from './provide-code.ts'

let root: string
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'weir-code-'))
})
afterEach(() => rm(root, { recursive: true }))

const bundle = { sha256: 'a', md5: 'b', size: 1 }
const table = { id: '2.1', tableName: 'SHOPS', schema: { format: 'JSON' as const, columns: [] } }
const aProgram = (given: Partial<SqlProgram> = {}): SqlProgram => ({
  text: 'CREATE …',
  inputs: [],
  outputs: [],
  referenceTables: [{ ...table, bucket: 'shops', key: 'shops.json' }],
  ...given,
})

const provide = async ({
  given = {},
  away = false,
  canRunSql = true,
}: {
  given?: Partial<DeploymentRequest>
  away?: boolean
  canRunSql?: boolean
} = {}) => {
  const request = requestOf({ stateRoot: 'file:/state', code: bundle, given })
  const layout = clusterLayout(root, 'deployment-1')
  const fetched: string[] = []
  const objects = {
    fetch: async ({ bucket, key }: { bucket: string; key: string }, file: string) => {
      fetched.push(`${bucket}/${key}`)
      if (away) throw new Error('s3://shops/shops.json is larger than 1000 MB.')
      await writeFile(file, '{"key":1}')
    },
  }
  const code = {
    materialize: async () => {
      await writeFile(join(root, 'bundle'), 'SELECT 1')
      return join(root, 'bundle')
    },
  }
  const file = await provideCode({
    request,
    layout,
    code,
    sql: canRunSql ? { jar: '/kda-sql.jar', objects } : undefined,
  })
  return { file, layout, fetched }
}

it("gives a Flink application's own code", async () => {
  expect((await provide()).file).toBe(join(root, 'bundle'))
})

it('gives the jar that runs SQL code, which finds the code and its tables in files', async () => {
  const given = { code: undefined, sql: aProgram() }
  const { file, layout, fetched } = await provide({ given })
  expect([file, fetched]).toEqual(['/kda-sql.jar', ['shops/shops.json']])
  const referenceFile = join(layout.referenceData, '2.1')
  expect(JSON.parse(await readFile(layout.sqlJob, 'utf8'))).toMatchObject({
    applicationName: 'probe hello',
    code: 'CREATE …',
    referenceTables: [{ ...table, file: referenceFile }],
  })
  expect(await readFile(referenceFile, 'utf8')).toBe('{"key":1}')
  // A process that is started later sees the same table.
  expect((await provide({ given })).fetched).toEqual([])
})

it('takes SQL code from the code store where it was read from S3', async () => {
  const { layout } = await provide({ given: { sql: aProgram({ text: undefined, referenceTables: [] }) } })
  expect(JSON.parse(await readFile(layout.sqlJob, 'utf8'))).toMatchObject({ code: 'SELECT 1' })
})

it.each([
  [
    'reference data cannot be had',
    { given: { sql: aProgram() }, away: true },
    /^Reference data cannot be read: s3:.*larger/,
  ],
  ['SQL cannot be run here', { given: { sql: aProgram() }, canRunSql: false }, /SQL applications cannot be run/],
  ['there is no code', { given: { code: undefined } }, /no application code/],
])('says for good that %s', async (_, how, message) => {
  await expect(provide(how)).rejects.toMatchObject({ kind: 'configuration', message: expect.stringMatching(message) })
})
