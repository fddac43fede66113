import { compareResults, expectedResults, readFlights, toParts } from './flights.mjs'
import { busiestAirports, tableOf } from './results-table.mjs'

const flight = (id, time, origin, delay = 0) => ({ id, time, delay, distance: 1, origin, destination: 'XXX' })

it('reads twenty thousand flights in the order of their departure and loses none when cutting them into parts', async () => {
  const flights = await readFlights()
  expect(flights).toHaveLength(20_000)
  expect(flights[0]).toMatchObject({ id: 0, time: '2001-01-01T00:47:00Z', origin: 'DTW', delay: 66 })
  expect(flights.every(({ time }, index) => index === 0 || flights[index - 1].time <= time)).toBe(true)
  const parts = toParts(flights, 3)
  expect(parts.map(({ name }) => name)).toEqual(parts.map(({ name }) => name).toSorted())
  const lines = parts.flatMap(({ body }) => body.trimEnd().split('\n'))
  expect(lines.map((line) => JSON.parse(line).id)).toEqual(flights.map(({ id }) => id))
})

it('expects the windows that are over, with totals that grow', () => {
  const flights = [
    flight(0, '2001-01-01T00:10:00Z', 'AAA', 5),
    flight(1, '2001-01-01T23:59:00Z', 'AAA', -2),
    flight(2, '2001-01-02T10:00:00Z', 'AAA', 1),
    flight(3, '2001-01-02T11:00:00Z', 'BBB'),
    flight(4, '2001-01-03T00:00:00Z', 'BBB'),
  ]
  const day = (origin, start, end, rest) => ({
    origin,
    windowStart: `2001-01-0${start}T00:00:00Z`,
    windowEnd: `2001-01-0${end}T00:00:00Z`,
    ...rest,
  })
  expect([...expectedResults(flights).values()]).toEqual([
    day('AAA', 1, 2, { flights: 2, delayMinutes: 3, runningTotal: 2 }),
    day('AAA', 2, 3, { flights: 1, delayMinutes: 1, runningTotal: 3 }),
    day('BBB', 2, 3, { flights: 1, delayMinutes: 0, runningTotal: 1 }),
  ])
  // A flight at midnight ends the day before it; one a minute earlier would not have.
  expect(expectedResults(flights.slice(0, 4)).size).toBe(1)
})

it('finds what is missing, doubled and wrong', () => {
  const expected = expectedResults([
    flight(0, '2001-01-01T00:10:00Z', 'AAA'),
    flight(1, '2001-01-01T00:20:00Z', 'BBB'),
    flight(2, '2001-01-02T00:00:00Z', 'BBB'),
  ])
  const [a, b] = [...expected.values()]
  expect(compareResults([a, b], expected).exact).toBe(true)
  expect(compareResults([a], expected)).toMatchObject({ missing: ['BBB 2001-01-01T00:00:00Z'], exact: false })
  expect(compareResults([a, b, b], expected)).toMatchObject({ doubled: [b], exact: false })
  const wrong = { ...b, runningTotal: 7 }
  expect(compareResults([a, wrong], expected)).toMatchObject({ wrong: [wrong], exact: false })
})

it('shows the newest result of the busiest airports', () => {
  const row = (origin, day, runningTotal) => ({
    origin,
    windowStart: `2001-01-0${day}T00:00:00Z`,
    flights: 2,
    delayMinutes: 3,
    runningTotal,
  })
  const rows = [row('AAA', 1, 2), row('BBB', 1, 9), row('AAA', 2, 30), row('CCC', 1, 1)]
  expect(tableOf(busiestAirports(rows, 2))).toEqual([
    'airport   day          flights   mean delay   running total',
    'AAA       2001-01-02         2      1.5 min              30',
    'BBB       2001-01-01         2      1.5 min               9',
  ])
})
