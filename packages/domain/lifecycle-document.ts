import type { ApplicationStatus } from '@weir/service-model'
import type { LifecycleEvent, RequestEvent } from './lifecycle.ts'
import { lifecycle, refusals } from './lifecycle.ts'

const causes: Record<LifecycleEvent, string> = {
  start: 'StartApplication',
  stop: 'StopApplication',
  forceStop: 'StopApplication with Force',
  update: 'UpdateApplication',
  rollback: 'RollbackApplication',
  delete: 'DeleteApplication',
  snapshot: 'CreateApplicationSnapshot',
  started: 'all tasks of the job were seen running',
  startFailed: 'the job cannot start; the operation names the cause',
  stopped: 'no process of the application is left',
  stopFailed: 'the snapshot could not be taken; the job goes on',
  updated: 'the job of the new version was seen running',
  updateFailed: 'the new version cannot start; the operation names the cause',
  updateUndone: 'the new version cannot start and system rollback is enabled: the version before is brought back',
  rolledBack:
    'the job of the version before was seen running again; or the parallelism from before a scaling is back, with the job or on its way',
  rollbackFailed: 'the version before cannot start either; the operation names the cause',
  scalingBegun: 'the service changes the parallelism',
  scaled: 'the job was seen running with the new parallelism',
  scalingFailed: 'the job cannot start with the new parallelism; the operation names the cause',
  scalingUndone: 'the job cannot start with the new parallelism and system rollback is enabled',
  maintenanceBegun: 'the maintenance window has opened and there is something to do in it',
  maintained: 'maintenance is over and the job was seen running again, or is on its way',
  maintainedAtRest: 'maintenance of an application that did not run is over',
}

const statuses = Object.keys(lifecycle) as ApplicationStatus[]
const ways = statuses.flatMap((from) =>
  Object.entries(lifecycle[from]).map(([event, to]) => ({ from, event: event as LifecycleEvent, to })),
)
const isRequest = (event: LifecycleEvent): event is RequestEvent => event in refusals

/** docs/lifecycle.md: the lifecycle table for people. */
export const lifecycleDocument = (): string =>
  [
    '# The life of an application',
    '',
    'Printed from `packages/domain/lifecycle.ts` by `npm run generate`; do not edit. What is not in the table is forbidden.',
    '',
    '```mermaid',
    'stateDiagram-v2',
    '  [*] --> READY: CreateApplication',
    ...ways.filter(({ from, to }) => from !== to).map(({ from, event, to }) => `  ${from} --> ${to}: ${event}`),
    '  DELETING --> [*]',
    '```',
    '',
    '| Status | Event | Next status |',
    '| --- | --- | --- |',
    ...ways.map(({ from, event, to }) => `| ${from} | ${event} | ${to} |`),
    ...statuses.filter((from) => ways.every((way) => way.from !== from)).map((from) => `| ${from} | | |`),
    '',
    '| Event | Raised by | When |',
    '| --- | --- | --- |',
    ...(Object.keys(causes) as LifecycleEvent[]).map(
      (event) => `| ${event} | ${isRequest(event) ? 'a client' : 'the reconciler'} | ${causes[event]} |`,
    ),
    '',
    'A request that the status does not allow is answered with:',
    '',
    '| Request | Class | Message |',
    '| --- | --- | --- |',
    ...(Object.keys(refusals) as RequestEvent[]).map((event) => {
      const refusal = refusals[event]({ name: '<name>', status: '<STATUS>' as ApplicationStatus })
      return `| ${event} | ${refusal.name} | \`${refusal.message}\` |`
    }),
    '',
  ].join('\n')
