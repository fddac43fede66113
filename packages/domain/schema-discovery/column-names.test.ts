import { columnNames } from './column-names.ts'

const names = (...wanted: string[]): string[] => columnNames(wanted.map((name) => ({ name })))

it.each([
  ['city', 'city'],
  ['time', 'COL_time'],
  ['Year', 'COL_Year'],
  ['x-stuff', 'COL_xstuff'],
  ['USER@DOMAIN', 'COL_USERDOMAIN'],
  ['2nd', 'COL_2nd'],
  ['Miles per Gallon', 'COL_MilesperGallon'],
  ['größe', 'COL_gre'],
  ['', 'COL_0'],
  ['%', 'COL_0'],
  ['x'.repeat(101), `COL_${'x'.repeat(96)}`],
])('of %j makes %s', (wanted, name) => {
  expect(names(wanted)).toEqual([name])
})

it('gives no name twice', () => {
  expect(names('a', 'A', 'a', '', '')).toEqual(['a', 'A_1', 'a_2', 'COL_3', 'COL_4'])
  const nested = [{ name: 'id' }, { name: 'id', alternative: 'user_id' }, { name: 'id', alternative: 'user_id' }]
  expect(columnNames(nested)).toEqual(['id', 'user_id', 'user_id_1'])
})
