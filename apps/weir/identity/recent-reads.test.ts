import { createRecentReads } from './recent-reads.ts'

const world = () => {
  const rows = new Map([['a', { value: 1 }]])
  const asked: string[] = []
  let broken = false
  const reads = createRecentReads({ ms: 60_000, most: 2 })
  const look = reads.remembering((key) => {
    asked.push(key)
    return broken ? Promise.reject(new Error('down')) : Promise.resolve(rows.get(key))
  })
  return { rows, asked, reads, look, breakDown: (now: boolean) => (broken = now) }
}

it('asks once for what is asked for again, also at the same time', async () => {
  const { look, asked } = world()
  expect(await Promise.all([look('a'), look('a')])).toEqual([{ value: 1 }, { value: 1 }])
  await look('a')
  expect(asked).toEqual(['a'])
})

it('forgets on demand what it knows and what is still being asked for', async () => {
  const { look, rows, reads } = world()
  const before = look('a')
  rows.set('a', { value: 2 })
  reads.forget()
  expect(await look('a')).toEqual({ value: 2 })
  await before
  expect(await look('a')).toEqual({ value: 2 })
})

it('remembers neither absence nor failure', async () => {
  const { look, rows, breakDown } = world()
  expect(await look('b')).toBeUndefined()
  rows.set('b', { value: 3 })
  expect(await look('b')).toEqual({ value: 3 })
  breakDown(true)
  await expect(look('c')).rejects.toThrow('down')
  breakDown(false)
  expect(await look('c')).toBeUndefined()
})

it('does not keep everything', async () => {
  const { look, rows, asked } = world()
  const keys = ['a', 'b', 'c', 'd', 'e', 'f']
  for (const key of keys) rows.set(key, { value: 0 })
  for (const key of [...keys, 'a']) await look(key)
  expect(asked).toEqual([...keys, 'a'])
})
