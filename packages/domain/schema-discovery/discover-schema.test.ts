import fc from 'fast-check'
import { discoverSchema } from './discover-schema.ts'

const discover = (text: string, complete = true) => discoverSchema(text, { complete })
const columnsOf = (text: string, complete = true) =>
  discover(text, complete)?.schema.RecordColumns.map(({ Name, Mapping, SqlType }) =>
    [Name, SqlType, Mapping].join(' ').trim(),
  )
const formatOf = (text: string) => discover(text)?.schema.RecordFormat

describe('delimited values', () => {
  const text = 'year,month,state,rate\r\n2001,1,AK,5.5\r\n2001,12,AL,12.25\r\n'

  it('have the names of their header, which stays among the rows', () => {
    expect(discover(text)).toEqual({
      schema: {
        RecordFormat: {
          RecordFormatType: 'CSV',
          MappingParameters: { CSVMappingParameters: { RecordRowDelimiter: '\r\n', RecordColumnDelimiter: ',' } },
        },
        RecordEncoding: 'UTF-8',
        RecordColumns: [
          { Name: 'COL_year', SqlType: 'INTEGER' },
          { Name: 'COL_month', SqlType: 'INTEGER' },
          { Name: 'state', SqlType: 'VARCHAR(4)' },
          { Name: 'rate', SqlType: 'DECIMAL(4,2)' },
        ],
      },
      parsed: [
        ['null', 'null', 'state', 'null'],
        ['2001', '1', 'AK', '5.5'],
        ['2001', '12', 'AL', '12.25'],
      ],
      raw: text,
    })
  })

  it('have a header above values that are no text, however alike the others are', () => {
    expect(columnsOf('column_0,column_1\nfalse,vxxxxxxx\n')).toEqual(['column_0 BOOLEAN', 'column_1 VARCHAR(8)'])
  })

  it('have numbers for names without a header', () => {
    expect(columnsOf('1,AK\n2,AL\n')).toEqual(['COL_0 INTEGER', 'COL_1 VARCHAR(4)'])
    expect(columnsOf('AK,Anchorage\nTX,Austin\n')).toEqual(['COL_0 VARCHAR(4)', 'COL_1 VARCHAR(16)'])
  })

  it.each([',', ';', '\t', '|'])('may be delimited by %j', (delimiter) => {
    const rows = ['name,value', 'a b,1', 'c,2'].map((row) => row.replaceAll(',', delimiter)).join('\n')
    expect(columnsOf(rows)).toEqual(['name VARCHAR(4)', 'COL_value INTEGER'])
    expect(formatOf(rows)?.MappingParameters?.CSVMappingParameters?.RecordColumnDelimiter).toBe(delimiter)
  })

  it('may be quoted, single or missing', () => {
    expect(columnsOf('id,note\n1,"a, ""b"""\n2,\n')).toEqual(['id INTEGER', 'note VARCHAR(8)'])
    expect(columnsOf('17\n18\n')).toEqual(['COL_0 INTEGER'])
    expect(discover('id,note\n1,\n2,x\n')?.parsed[1]).toEqual(['1', 'null'])
  })

  it('of a sample that breaks off are read without their last row', () => {
    const cut = discover('id,n\n1,2\n3,4\n5,"6', false)
    expect(cut?.parsed).toEqual([
      ['null', 'null'],
      ['1', '2'],
      ['3', '4'],
    ])
    expect(cut?.raw).toBe('id,n\n1,2\n3,4\n')
    expect(columnsOf('id,n\n1,2\n3,4xyz', false)).toEqual(['id INTEGER', 'n INTEGER'])
  })

  it('are what was written, whatever the rows', () => {
    const field = {
      INTEGER: fc.integer().map(String),
      BOOLEAN: fc.boolean().map(String),
      TIMESTAMP: fc
        .date({ noInvalidDate: true, min: new Date(0), max: new Date('2100-01-01') })
        .map((date) => date.toISOString().slice(0, 19).replace('T', ' ')),
      VARCHAR: fc.string({ unit: fc.constantFrom(...Array.from('xyz ,"|;')), minLength: 1 }).map((text) => `v${text}`),
    }
    const kinds = fc.array(fc.constantFrom('INTEGER', 'BOOLEAN', 'TIMESTAMP', 'VARCHAR'), {
      minLength: 2,
      maxLength: 6,
    })
    const table = kinds
      .filter((each) => each.some((kind) => kind !== 'VARCHAR'))
      .chain((each) => {
        const row = fc.tuple(...each.map((kind) => field[kind]))
        return fc.record({ kinds: fc.constant(each), rows: fc.array(row, { minLength: 1, maxLength: 20 }) })
      })
    fc.assert(
      fc.property(table, fc.constantFrom(',', '|', ';', '\t'), ({ kinds: wanted, rows }, delimiter) => {
        const quote = (text: string): string => `"${text.replaceAll('"', '""')}"`
        const header = wanted.map((_, index) => `column_${index}`)
        const text = [header, ...rows].map((row) => row.map(quote).join(delimiter)).join('\n')
        const found = discover(text)
        expect(found?.schema.RecordColumns.map(({ Name }) => Name)).toEqual(header)
        expect(found?.schema.RecordColumns.map(({ SqlType }) => SqlType.replace(/\(.*/, ''))).toEqual(wanted)
        expect(found?.parsed.slice(1)).toEqual(rows)
      }),
    )
  })
})

describe('JSON', () => {
  const records = [
    { ticker: 'AMZN', price: 12.5, 'x-stuff': 1, deep: { ok: true, tags: ['a'] } },
    { ticker: 'T', price: 7, late: null },
  ]
  const columns = [
    'ticker VARCHAR(4) $.ticker',
    'price DECIMAL(3,1) $.price',
    'COL_xstuff INTEGER $.x-stuff',
    'ok BOOLEAN $.deep.ok',
    'tags VARCHAR(8) $.deep.tags[0:]',
    'late VARCHAR(4) $.late',
  ]
  const rows = [
    ['AMZN', '12.5', '1', 'true', '["a"]', 'null'],
    ['T', '7', 'null', 'null', 'null', 'null'],
  ]
  const text = records.map((record) => JSON.stringify(record))

  it.each([
    ['lines', text.join('\n'), '$'],
    ['objects in a row', text.join(''), '$'],
    ['objects over several lines', records.map((record) => JSON.stringify(record, null, 2)).join('\r\n'), '$'],
    ['an array', JSON.stringify(records), '$[0:]'],
    ['an array with space in it', ` ${JSON.stringify(records, null, 1)}\n`, '$[0:]'],
    ['an object around an array', JSON.stringify({ Records: records }), '$.Records[0:]'],
  ])('may be %s', (_, sample, rowPath) => {
    expect(columnsOf(sample)).toEqual(columns)
    expect(discover(sample)?.parsed).toEqual(rows)
    expect(discover(sample)?.raw).toBe(sample)
    expect(formatOf(sample)).toEqual({
      RecordFormatType: 'JSON',
      MappingParameters: { JSONMappingParameters: { RecordRowPath: rowPath } },
    })
  })

  it.each([
    ['lines', text.join('\n')],
    ['an array', JSON.stringify(records)],
    ['an object around an array', JSON.stringify({ Records: records })],
  ])('of a sample of %s that breaks off is read up to its last whole record', (_, sample) => {
    const first = columnsOf(text[0] ?? '')?.map((column) => column.split(' ')[0])
    const cutAt = sample.indexOf('"T"') + 1
    const cut = discover(sample.slice(0, cutAt), false)
    expect(cut?.schema.RecordColumns.map(({ Name }) => Name)).toEqual(first)
    expect(cut?.parsed).toHaveLength(1)
    expect(sample.startsWith(cut?.raw ?? 'none')).toBe(true)
    expect(discover(sample.slice(0, cutAt), true)).toBeUndefined()
  })

  it('has a row for each element of its first list of objects', () => {
    const order = { id: 7, items: [{ id: 'a', n: 1 }, { id: 'b' }], others: [{ z: 1 }] }
    const sample = `${JSON.stringify(order)}${JSON.stringify({ id: 8, items: [] })}`
    expect(columnsOf(sample)).toEqual([
      'id INTEGER $.id',
      'others VARCHAR(16) $.others[0:]',
      'items_id VARCHAR(4) $.items[0:].id',
      'n INTEGER $.items[0:].n',
    ])
    expect(discover(sample)?.parsed).toEqual([
      ['7', '[{"z":1}]', 'a', '1'],
      ['7', '[{"z":1}]', 'b', 'null'],
      ['8', 'null', 'null', 'null'],
    ])
  })

  it('has the right columns and rows, whatever the records', () => {
    const value = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null))
    const record = fc.dictionary(fc.stringMatching(/^k[a-z]{1,6}$/), value, { minKeys: 1, maxKeys: 6 })
    const sample = fc.array(record, { minLength: 1, maxLength: 10 })
    fc.assert(
      fc.property(sample, fc.constantFrom('\n', '', ' '), (given, between) => {
        const found = discover(given.map((each) => JSON.stringify(each)).join(between))
        const keys = [...new Set(given.flatMap((each) => Object.keys(each)))]
        expect(found?.schema.RecordColumns.map(({ Mapping }) => Mapping)).toEqual(keys.map((key) => `$.${key}`))
        expect(found?.parsed).toEqual(given.map((each) => keys.map((key) => String(each[key] ?? 'null'))))
      }),
    )
  })
})

it.each([
  ['nothing', ''],
  ['white space', ' \r\n'],
  ['zeros', 'a\u0000b,c\n'],
  ['broken JSON', '{"a":1'],
  ['JSON with a comma too many', '[{"a":1},,]'],
  ['values that are no objects', '[1,2,3]'],
  ['objects without members', '{}{}'],
  ['an array and something else', '[{"a":1}] x'],
  ['very deep JSON', `${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`],
  ['rows of different length', 'a,b\n1,2,3\n4\n5,6\n'],
  ['an open quote', 'a,b\n"1,2\n'],
  ['too many columns', Array.from({ length: 1_001 }, (_, index) => index).join(',')],
])('finds no schema in %s', (_, text) => {
  expect(discover(text)).toBeUndefined()
})

it('never fails, whatever it is given', () => {
  const unit = fc.constantFrom(...Array.from('{}[]":,\n\r\t|; \\aA01.-e'))
  fc.assert(
    fc.property(fc.string({ unit, maxLength: 60 }), fc.boolean(), (text, complete) => {
      const found = discover(text, complete)
      for (const row of found?.parsed ?? []) expect(row).toHaveLength(found?.schema.RecordColumns.length ?? 0)
    }),
    { numRuns: 3_000 },
  )
})

it.each([
  ['short rows', '1\n'.repeat(50_000)],
  ['one long row', '1,'.repeat(900)],
  ['quotes', '"a,'.repeat(30_000)],
  ['digits', `${'1'.repeat(100_000)}x\n1.5\n`],
  ['text beside a long list', `{"a":"${'x'.repeat(50_000)}","list":[${'{"b":1},'.repeat(6_000)}{}]}`],
  ['short objects', '{"a":1}'.repeat(14_000)],
])('takes a large sample of %s', (_, text) => {
  const shown = discover(text, false)?.parsed ?? []
  expect(JSON.stringify(shown).length).toBeLessThan(2_000_000)
})
