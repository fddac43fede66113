import { readTaskLog } from './task-of-failure.ts'

const log = `2026-11-21 10:48:28,865 INFO  org.apache.flink.runtime.executiongraph.ExecutionGraph       [] - Deploying Source: numbers -> check -> nowhere: Writer (1/2) (attempt #0) with attempt id 91461bab22ce7e3329e2dc532742a458_ca88eee0095684d687a1b6495617f957_0_0 and vertex id ca88eee0095684d687a1b6495617f957_0 to taskmanager-0-c120c59a @ localhost (dataPort=40091) with allocation id 7efcdbc8745bcdf65a522fb2758318e2
2026-11-21 10:48:32,188 INFO  org.apache.flink.runtime.executiongraph.ExecutionGraph       [] - Source: numbers -> check -> nowhere: Writer (1/2) (91461bab22ce7e3329e2dc532742a458_ca88eee0095684d687a1b6495617f957_0_0) switched from RUNNING to FAILED on taskmanager-0-c120c59a @ localhost (dataPort=40091).
java.net.ConnectException: Connection refused`
const task = 'Source: numbers -> check -> nowhere: Writer (1/2)'

it('finds the task that failed at that moment, and where it ran', () => {
  const { taskOf } = readTaskLog(log)
  const trace = 'java.net.ConnectException: Connection refused'
  expect(taskOf({ at: new Date('2026-11-21T10:48:32.188Z'), trace })).toEqual({ task, component: 'taskmanager-0' })
  expect(taskOf({ at: new Date('2026-11-21T10:49:32.188Z'), trace })).toEqual({})
})

it('finds what ran in a process that ended', () => {
  const { tasksIn } = readTaskLog(log)
  expect(tasksIn({ component: 'taskmanager-0', at: new Date('2026-11-21T10:48:40Z') })).toEqual([task])
  expect(tasksIn({ component: 'taskmanager-0', at: new Date('2026-11-21T10:48:20Z') })).toEqual([])
  expect(tasksIn({ component: 'taskmanager-1' })).toEqual([])
})
