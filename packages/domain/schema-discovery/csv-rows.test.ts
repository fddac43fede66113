import fc from 'fast-check'
import { splitCsv } from './csv-rows.ts'

const comma = { row: '\n', column: ',' }
const rowsOf = (text: string) => splitCsv(text, comma).rows

it.each([
  [
    'a,b\nc,d\n',
    [
      ['a', 'b'],
      ['c', 'd'],
    ],
  ],
  [
    'a,b\nc,d',
    [
      ['a', 'b'],
      ['c', 'd'],
    ],
  ],
  [
    'a,\n,b',
    [
      ['a', ''],
      ['', 'b'],
    ],
  ],
  ['a,', [['a', '']]],
  ['\n\na\n\n', [['a']]],
  ['"a,b","c\nd","e""f",""', [['a,b', 'c\nd', 'e"f', '']]],
  ['5" pipe,"a" b,c', [['5" pipe', '"a" b', 'c']]],
  ['', []],
])('splits %j', (text, rows) => {
  expect(rowsOf(text)).toEqual(rows)
})

it('says where the last row begins and that a quote has no end', () => {
  expect(splitCsv('a,b\nc,d', comma)).toMatchObject({ lastRow: 4, cut: false })
  expect(splitCsv('a,b\nc,d\n', comma)).toMatchObject({ lastRow: 4, cut: false })
  expect(splitCsv('a,b\nc,"d\ne', comma)).toEqual({ rows: [['a', 'b']], lastRow: 4, cut: true })
})

it('reads whatever was written', () => {
  const quote = (field: string): string => `"${field.replaceAll('"', '""')}"`
  fc.assert(
    fc.property(
      fc.constantFrom(',', '|', '\t', ';', '::'),
      fc.constantFrom('\n', '\r\n', '\r'),
      fc.array(
        fc.array(fc.string({ unit: fc.constantFrom(...Array.from('ab,;|\t\n\r": ')) }), { minLength: 2, maxLength: 4 }),
      ),
      (column, row, rows) => {
        const text = rows.map((fields) => fields.map(quote).join(column)).join(row)
        expect(splitCsv(text, { row, column }).rows).toEqual(rows)
      },
    ),
  )
})
