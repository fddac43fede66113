import fc from 'fast-check'
import type { Seen } from './client-commands.ts'
import {
  changePart,
  create,
  createSnapshot,
  deleteSnapshot,
  moveMaintenanceWindow,
  remove,
  rollBack,
  start,
  stop,
  tag,
  update,
} from './client-commands.ts'
import type { Command } from './command.ts'
import { fails, jobIs, maintenanceBegins, scalingBegins, succeeds, userSnapshotEnds } from './reconciler-commands.ts'

const seen = fc.oneof(
  { weight: 6, arbitrary: fc.constant<Seen>('current') },
  { weight: 4, arbitrary: fc.constantFrom<Seen[]>('stale', 'ahead', 'token', 'bad token', 'both', 'none') },
)
const maybe = fc.option(fc.boolean(), { nil: undefined })
const settings = fc
  .record({ snapshots: fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: maybe }), rollback: maybe })
  .map(({ snapshots, rollback }) => ({
    ...(snapshots !== undefined && { snapshots }),
    ...(rollback !== undefined && { rollback }),
  }))
const mostly = fc.oneof({ weight: 5, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) })
const rarely = mostly.map((yes) => !yes)
const snapshotName = fc.constantFrom('s1', 's2', 's3')

const everyCommand: fc.Arbitrary<Command> = fc.oneof(
  { weight: 2, arbitrary: fc.tuple(mostly, fc.boolean()).map((given) => create(...given)) },
  { weight: 5, arbitrary: fc.oneof(fc.constant(undefined), fc.constant(undefined), snapshotName).map(start) },
  { weight: 1, arbitrary: fc.constant(stop(false)) },
  { weight: 1, arbitrary: fc.constant(stop(true)) },
  { weight: 6, arbitrary: fc.tuple(seen, settings, rarely).map((given) => update(...given)) },
  { weight: 2, arbitrary: fc.tuple(fc.constantFrom('vpc' as const, 'logging' as const), fc.boolean(), seen).map((given) => changePart(...given)) },
  { weight: 4, arbitrary: fc.constantFrom('current' as const, 'current' as const, 'stale' as const, 'ahead' as const).map(rollBack) },
  { weight: 1, arbitrary: rarely.map(remove) },
  { weight: 2, arbitrary: snapshotName.map(createSnapshot) },
  { weight: 1, arbitrary: fc.tuple(snapshotName, mostly).map((given) => deleteSnapshot(...given)) },
  { weight: 1, arbitrary: fc.constantFrom(moveMaintenanceWindow, tag(false), tag(true)) },
  { weight: 12, arbitrary: fc.constant(succeeds) },
  { weight: 4, arbitrary: rarely.map(fails) },
  { weight: 2, arbitrary: fc.constantFrom(scalingBegins, maintenanceBegins) },
  { weight: 2, arbitrary: fc.constantFrom(jobIs('RUNNING'), jobIs('RUNNING'), jobIs('RESTARTING')) },
  { weight: 2, arbitrary: mostly.map(userSnapshotEnds) },
)

/** Everything that changes an application, asked by clients or reported by the reconciler, sensible or not. */
export const anyCommand: fc.Arbitrary<Command> = everyCommand.map((command) => ({
  ...command,
  // What a counterexample shows of it.
  [fc.toStringMethod]: () => command.label,
}))
