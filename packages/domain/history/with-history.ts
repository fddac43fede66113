import type { NewApplicationEvent } from '../model/application-event.ts'
import type { Clock } from '../ports/clock.ts'
import type { Repositories, Store } from '../ports/store.ts'
import { eventsOfApplication, eventsOfDeployment, eventsOfOperation, eventsOfSnapshot } from './events-of.ts'

/**
 * A store whose transactions write the history of applications by themselves: a record that tells something new when it is stored
 * (a status, a phase, the state of a deployment, a snapshot) brings its events, in the transaction that changes it. So nothing can move
 * without an event, whoever moves it, and no event tells of what did not happen.
 */
export const withHistory = (store: Store, clock: Clock): Store => ({
  ...store,
  transaction: (work) => store.transaction((tx) => work(recording(tx, clock))),
  fenced: (lease, work) => store.fenced(lease, (tx) => work(recording(tx, clock))),
  claimed: (claim, work) => store.claimed(claim, (tx) => work(recording(tx, clock))),
})

const recording = (tx: Repositories, clock: Clock): Repositories => {
  const tell = async (events: readonly NewApplicationEvent[]): Promise<void> => {
    for (const event of events) await tx.events.add(event)
  }
  return {
    ...tx,
    applications: {
      ...tx.applications,
      insert: async (application) => {
        await tx.applications.insert(application)
        await tell(eventsOfApplication(undefined, application, clock.now()))
      },
      save: async (application) => {
        const before = await tx.applications.findById(application.id)
        const saved = await tx.applications.save(application)
        await tell(eventsOfApplication(before, saved, clock.now()))
        return saved
      },
    },
    operations: {
      ...tx.operations,
      insert: async (operation) => {
        await tx.operations.insert(operation)
        await tell(eventsOfOperation(undefined, operation, clock.now()))
      },
      save: async (operation) => {
        const before = await tx.operations.find(operation.applicationId, operation.id)
        await tx.operations.save(operation)
        await tell(eventsOfOperation(before, operation, clock.now()))
      },
    },
    deployments: {
      ...tx.deployments,
      insert: async (deployment) => {
        await tx.deployments.insert(deployment)
        await tell(eventsOfDeployment(undefined, deployment, clock.now()))
      },
      save: async (deployment) => {
        const before = await tx.deployments.find(deployment.id)
        await tx.deployments.save(deployment)
        await tell(eventsOfDeployment(before, deployment, clock.now()))
      },
    },
    snapshots: {
      ...tx.snapshots,
      save: async (snapshot) => {
        const before = await tx.snapshots.find(snapshot.applicationId, snapshot.name)
        await tx.snapshots.save(snapshot)
        await tell(eventsOfSnapshot(before, snapshot, clock.now()))
      },
    },
  }
}
