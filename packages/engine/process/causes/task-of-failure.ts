import type { ComponentEnd, JobException } from '@weir/domain'

/** Where Flink does not say in its exception history which task failed (its adaptive scheduler never does), its log does. */
export interface TaskLog {
  /** The task that an exception came from, and the component it ran in. */
  taskOf(exception: JobException): Pick<JobException, 'task' | 'component'>
  /** What was deployed to a component before it ended. */
  tasksIn(end: ComponentEnd): readonly string[]
}

const failed = /^(\S+ \S+) .*? - (.+ \(\d+\/\d+\)) \([0-9a-f_]+\) switched from \w+ to FAILED(?: on (\S+))?/
const deployed = /^(\S+ \S+) .*? - Deploying (.+ \(\d+\/\d+\)) \(attempt #\d+\).* to ((?:task)manager-\d+)\S* @/

/** The log and the exception history are a moment apart. */
const nearMs = 1_500

/** Reads the JobManager's log, as people read it. */
export function readTaskLog(log: string): TaskLog {
  const lines = log.split('\n')
  const failures = lines.flatMap((line) => {
    const [, time = '', task = '', on = ''] = failed.exec(line) ?? []
    return task === '' ? [] : [{ at: timeInLog(time).getTime(), task, component: /^taskmanager-\d+/.exec(on)?.[0] }]
  })
  const deployments = lines.flatMap((line) => {
    const [, time = '', task = '', component = ''] = deployed.exec(line) ?? []
    return task === '' ? [] : [{ at: timeInLog(time).getTime(), task, component }]
  })
  return {
    taskOf: ({ at }) => {
      // Of tasks that fail together the first was the reason.
      const found = failures.find((each) => Math.abs(each.at - at.getTime()) < nearMs)
      if (found === undefined) return {}
      return { task: found.task, ...(found.component === undefined ? {} : { component: found.component }) }
    },
    tasksIn: ({ component, at }) => {
      const there = deployments.filter(
        (each) => each.component === component && (at === undefined || each.at <= at.getTime()),
      )
      const last = there.at(-1)?.at
      // One deployment of a job takes no longer than this.
      return last === undefined
        ? []
        : [...new Set(there.filter((each) => last - each.at < 5_000).map(({ task }) => task))]
    },
  }
}

/** Log4j's own way to write a time; clusters live in UTC. */
export const timeInLog = (text: string): Date => new Date(`${text.replace(' ', 'T').replace(',', '.')}Z`)
