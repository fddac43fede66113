import { describeApplications } from './applications.ts'
import { describeAudit } from './audit.ts'
import { describeDiagnoses } from './diagnoses.ts'
import { describeEvents } from './events.ts'
import { describeInstallation } from './installation.ts'
import { describeHistory } from './history.ts'
import { describeEnhancedSnapshots } from './enhanced-snapshots.ts'
import { describeIdentity } from './identity.ts'
import { describeLeases } from './leases.ts'
import { describeRecords } from './records.ts'
import { describeScaling } from './scaling.ts'
import { describeMetrics } from './metrics.ts'
import { describeUsage } from './usage.ts'
import type { StoreUnderTest } from './store-under-test.ts'
import { describeTransactions } from './transactions.ts'

export type { StoreUnderTest } from './store-under-test.ts'

/** What every Store promises (packages/domain/ports/store.ts), as tests. */
export function describeStore(name: string, underTest: () => StoreUnderTest): void {
  describe(`store: ${name}`, () => {
    describeApplications(underTest)
    describeRecords(underTest)
    describeHistory(underTest)
    describeEvents(underTest)
    describeDiagnoses(underTest)
    describeScaling(underTest)
    describeTransactions(underTest)
    describeLeases(underTest)
    describeIdentity(underTest)
    describeEnhancedSnapshots(underTest)
    describeAudit(underTest)
    describeInstallation(underTest)
    describeMetrics(underTest)
    describeUsage(underTest)

    it('answers a ping', async () => {
      await expect(underTest().store.ping()).resolves.toBeUndefined()
    })
  })
}
