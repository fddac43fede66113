import { defaultMaintenanceWindowStart, maintenanceWindowEnd } from './maintenance-window.ts'
import { sameSecond } from '../describe/whole-seconds.ts'

describe('time', () => {
  it('has a maintenance window by region that may pass midnight', () => {
    expect(defaultMaintenanceWindowStart('us-east-1')).toBe('03:00')
    expect(defaultMaintenanceWindowStart('mars-north-1')).toBe('03:00')
    expect(maintenanceWindowEnd(defaultMaintenanceWindowStart('eu-west-1'))).toBe('06:00')
    expect(maintenanceWindowEnd('16:30')).toBe('00:30')
  })

  it('is compared by the second', () => {
    expect(sameSecond(new Date(1999), new Date(1000))).toBe(true)
    expect(sameSecond(new Date(1999), new Date(2000))).toBe(false)
  })
})
