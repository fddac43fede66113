import { refusalOf } from '@weir/testkit'
import { defaultQuotas, requireRoomForApplication, requireRoomForSnapshot } from './quota.ts'

describe('quotas', () => {
  it('are full when they are full', async () => {
    const full = { name: 'LimitExceededException' }
    requireRoomForApplication(99, defaultQuotas)
    requireRoomForSnapshot(999, defaultQuotas)
    expect(await refusalOf(() => requireRoomForApplication(100, defaultQuotas))).toMatchObject(full)
    expect(await refusalOf(() => requireRoomForSnapshot(1000, defaultQuotas))).toMatchObject(full)
  })
})
