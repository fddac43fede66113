import type { Command } from './command.ts'
import { report } from './command.ts'

export const succeeds: Command = report('succeeds', async (model, real) => {
  const app = model.application
  if (app?.status === 'MAINTENANCE') {
    await real.succeed()
    model.endMaintenance((await real.find())?.status === 'RUNNING')
    return
  }
  await real.succeed()
  model.succeed()
})

export const fails = (snapshot: boolean): Command =>
  report(snapshot ? 'snapshot fails' : 'fails', async (model, real) => {
    await real.fail({ snapshot })
    model.fail({ snapshot })
  })

export const serviceBegins = (status: 'AUTOSCALING' | 'MAINTENANCE'): Command =>
  report(status, async (model, real) => {
    if (model.serviceBegins(status)) await real.serviceBegins(status)
  })

export const jobIs = (state: 'RUNNING' | 'RESTARTING'): Command =>
  report(`job is ${state}`, async (model, real) => {
    const app = model.application
    if (app?.status !== 'RUNNING') return
    app.jobIsDown = state === 'RESTARTING'
    await real.jobIs(state)
  })

export const userSnapshotEnds = (well: boolean): Command =>
  report(`user's snapshot ${well ? 'succeeds' : 'fails'}`, async (model, real) => {
    const app = model.application
    if (app?.status !== 'RUNNING') return
    const entry = [...app.snapshots].find(
      ([, { status, byUser }]) => status === 'DELETING' || (byUser && status === 'CREATING'),
    )
    if (entry === undefined) return
    const [snapshot, record] = entry
    if (record.status === 'DELETING') app.snapshots.delete(snapshot)
    else record.status = well ? 'READY' : 'FAILED'
    await real.snapshotEnds(snapshot, well)
  })

