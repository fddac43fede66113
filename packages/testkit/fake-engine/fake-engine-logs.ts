import { setTimeout as pause } from 'node:timers/promises'
import {
  type ApplicationLogs,
  type Clock,
  createResume,
  type LogEvent,
  type LoggedDeployment,
  type LogRecord,
  matchesLogQuery,
} from '@weir/domain'

export interface FakeLogs extends ApplicationLogs {
  /** A process of the deployment logs something now. */
  log(of: LoggedDeployment, said: { readonly component?: string } & Partial<LogEvent>): void
  readonly tidied: number
}

/** Logs that are kept in memory. */
export function createFakeLogs(clock: Clock): FakeLogs {
  const logs: { readonly of: LoggedDeployment; readonly record: LogRecord }[] = []
  const delivered = new Map<string, number>()
  let tidied = 0
  const log: FakeLogs['log'] = (of, { component = 'jobmanager', ...said }) => {
    const event: LogEvent = {
      applicationARN: of.applicationArn,
      applicationVersionId: String(of.versionId),
      locationInformation: 'org.example.Job.main(Job.java:1)',
      logger: 'org.example.Job',
      message: '',
      messageSchemaVersion: '1',
      messageType: 'INFO',
      threadName: 'main',
      ...said,
    }
    logs.push({ of, record: { time: clock.now().getTime(), deploymentId: of.deploymentId, component, event } })
  }
  return {
    log,
    get tidied() {
      return tidied
    },
    read: async function* (applicationId, given, signal) {
      const isNew = createResume(given)
      const begin = given.after?.time ?? given.from ?? clock.now().getTime()
      const query = given.follow === true ? { ...given, from: begin } : given
      for (let at = 0; !signal.aborted;) {
        for (; at < logs.length; at += 1) {
          const { of, record } = logs[at] ?? {}
          if (record === undefined || of?.applicationId !== applicationId) continue
          if (matchesLogQuery(record, query) && isNew(record)) yield record
        }
        if (query.follow !== true) return
        await pause(5, undefined, { signal }).catch(() => undefined)
      }
    },
    write: async (of, { level, logger, message }) => {
      log(of, { component: 'service', messageType: level, logger, message })
    },
    deployments: async () => [...new Map(logs.map(({ of }) => [of.deploymentId, of])).values()],
    take: async (deploymentId, most) => {
      const all = logs.filter(({ of }) => of.deploymentId === deploymentId).map(({ record }) => record)
      const from = delivered.get(deploymentId) ?? 0
      const records = all.slice(from, from + most.records)
      return { records, mark: { at: from + records.length }, last: from + records.length === all.length }
    },
    acknowledge: async (deploymentId, mark) => {
      delivered.set(deploymentId, Number(mark['at']))
    },
    tidy: async () => {
      tidied += 1
    },
  }
}
