import type { Command } from './command.ts'
import { report } from './command.ts'

export const succeeds: Command = report('succeeds', async (model, real) => {
  await real.succeed()
  model.succeed()
})

export const fails = (snapshot: boolean): Command =>
  report(snapshot ? 'snapshot fails' : 'fails', async (model, real) => {
    if (model.application?.status === 'MAINTENANCE') {
      if (model.failMaintenance({ snapshot })) await real.failMaintenance({ snapshot })
      return
    }
    await real.fail({ snapshot })
    model.fail({ snapshot })
  })

export const scalingBegins: Command = report('AUTOSCALING', async (model, real) => {
  const to = model.beginScaling()
  if (to !== undefined) await real.beginScaling(to)
})

export const maintenanceBegins: Command = report('MAINTENANCE', async (model, real) => {
  const name = `APPLICATIONMAINTENANCE-flights-${String(real.clock.now().getTime())}`
  if (model.beginMaintenance(name)) await real.beginMaintenance()
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

