import { sqlTypeOf } from './sql-type.ts'

it.each([
  [['1', '-12', '2147483647', '+0'], 'INTEGER'],
  [['1', '2147483648'], 'BIGINT'],
  [['-9223372036854775808'], 'BIGINT'],
  [['9223372036854775808'], 'DOUBLE'],
  [['1.0'], 'DECIMAL(2,1)'],
  [['0.25', '12'], 'DECIMAL(4,2)'],
  [['.5', '-100.125'], 'DECIMAL(6,3)'],
  [['1.5', '1e3'], 'DOUBLE'],
  [['0.1234567890123456789'], 'DOUBLE'],
  [['true', 'FALSE'], 'BOOLEAN'],
  [['true', '1'], 'VARCHAR(4)'],
  [['2026-01-31 23:59:59', '2026-01-31 00:00:00.123456'], 'TIMESTAMP'],
  [['2026-13-31 23:59:59'], 'VARCHAR(32)'],
  [['2018-04-05T17:31:00Z'], 'VARCHAR(32)'],
  [['2026-01-31'], 'VARCHAR(16)'],
  [['00501', '90210'], 'VARCHAR(8)'],
  [['00501', '1.5'], 'VARCHAR(8)'],
  [['AK'], 'VARCHAR(4)'],
  [['text/xml'], 'VARCHAR(8)'],
  [['x'.repeat(9)], 'VARCHAR(16)'],
  [['\u{1F30A}'.repeat(4)], 'VARCHAR(4)'],
  [['x'.repeat(70_000)], 'VARCHAR(65535)'],
  [[], 'VARCHAR(4)'],
])('%j is %s', (texts, name) => {
  const type = sqlTypeOf(texts)
  expect(type.name).toBe(name)
  for (const text of texts) expect(type.takes(text)).toBe(true)
})

it('takes nothing that is not of the type', () => {
  expect(sqlTypeOf(['1']).takes('name')).toBe(false)
  expect(sqlTypeOf(['1']).takes('2147483648')).toBe(false)
  expect(sqlTypeOf(['1.5']).takes('x')).toBe(false)
  expect(sqlTypeOf(['true']).takes('yes')).toBe(false)
})
