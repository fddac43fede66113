import { maintenanceDue, windowIsOpen } from './maintenance-due.ts'

const at = (time: string): Date => new Date(`2026-03-01T${time}Z`)

it.each([
  ['03:00', '02:59', false],
  ['03:00', '03:00', true],
  ['03:00', '10:59', true],
  ['03:00', '11:00', false],
  ['22:30', '22:29', false],
  ['22:30', '23:00', true],
  ['22:30', '00:00', true],
  ['22:30', '06:29', true],
  ['22:30', '06:30', false],
])('a window from %s at %s: open is %s', (start, time, open) => {
  expect(windowIsOpen(start, at(`${time}:00`))).toBe(open)
})

describe('maintenance', () => {
  const due = (given: Partial<Parameters<typeof maintenanceDue>[0]> = {}) =>
    maintenanceDue({
      application: { maintenanceWindowStart: '03:00' },
      deployment: { release: '2.2.1' },
      newest: '2.2.2',
      last: undefined,
      now: at('04:00:00'),
      ...given,
    })
  const failed = { status: 'FAILED', intent: { release: '2.2.2' }, startedAt: at('03:10:00') } as const

  it('brings the newest release, inside the window', () => {
    expect(due()).toBe('2.2.2')
    expect(due({ now: at('12:00:00') })).toBeUndefined()
  })

  it('leaves alone what runs the newest release, or one that was never noted', () => {
    expect(due({ deployment: { release: '2.2.2' } })).toBeUndefined()
    expect(due({ deployment: {} })).toBeUndefined()
  })

  it('does not try the same release again right after it failed, but another one or later', () => {
    expect(due({ last: failed })).toBeUndefined()
    expect(due({ last: { ...failed, intent: { release: '2.2.0' } } })).toBe('2.2.2')
    expect(due({ last: failed, now: new Date(at('04:00:00').getTime() + 8 * 24 * 3_600_000) })).toBe('2.2.2')
    expect(due({ last: { ...failed, status: 'SUCCESSFUL' } })).toBe('2.2.2')
  })
})
