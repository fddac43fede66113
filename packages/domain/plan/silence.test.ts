import { aDeployment, anObservation } from '@weir/testkit'
import { deafness, defaultPlanSettings, silenceOf } from '@weir/domain'

const at = (seconds: number) => new Date(Date.UTC(2026, 0, 1) + seconds * 1_000)
const running = aDeployment({ applicationId: 'a', state: 'running' })
const mute = anObservation({ manager: 'starting', job: undefined, observedAt: at(10) })

it('is noted of a JobManager that has answered before, from the first time on', () => {
  const since = silenceOf(running, mute)
  expect(since).toEqual({ who: 'manager', since: at(10) })
  const later = silenceOf({ ...running, observation: { ...mute, silent: since } }, { ...mute, observedAt: at(50) })
  expect(later).toEqual(since)
})

it('is not noted of one that is still starting', () => {
  expect(silenceOf(aDeployment({ applicationId: 'a', state: 'launched' }), mute)).toBeUndefined()
  const served = anObservation({ manager: 'serving' })
  expect(silenceOf(aDeployment({ applicationId: 'a', state: 'launched', observation: served }), mute)).toMatchObject({
    who: 'manager',
  })
})

it('is noted of a TaskManager process that the JobManager does not have', () => {
  const seen = anObservation({ taskManagers: { wanted: 2, live: 2, registered: 1 }, observedAt: at(5) })
  expect(silenceOf(running, seen)).toEqual({ who: 'task-manager', since: at(5) })
  expect(silenceOf(running, anObservation({ taskManagers: { wanted: 2, live: 1, registered: 1 } }))).toBeUndefined()
})

it('ends with an answer', () => {
  const observation = { ...mute, silent: { who: 'manager' as const, since: at(0) } }
  expect(silenceOf({ ...running, observation }, anObservation({ manager: 'serving' }))).toBeUndefined()
})

it('is a reason to replace the cluster when it has lasted', () => {
  const silent = { ...mute, silent: { who: 'manager' as const, since: at(0) } }
  expect(deafness(silent, at(60), defaultPlanSettings)).toBeUndefined()
  expect(deafness(silent, at(61), defaultPlanSettings)).toMatch(/JobManager lives and has not answered for 60 seconds/)
  const missing = { ...mute, silent: { who: 'task-manager' as const, since: at(0) } }
  expect(deafness(missing, at(119), defaultPlanSettings)).toBeUndefined()
  expect(deafness(missing, at(121), defaultPlanSettings)).toMatch(/TaskManager/)
  expect(deafness(mute, at(1_000), defaultPlanSettings)).toBeUndefined()
})

it('is noted of a job whose failed tasks Flink leaves as they are', () => {
  const { job } = anObservation()
  if (job === undefined) throw new Error('it has a job')
  const stuck = anObservation({ job: { ...job, allTasksRunning: false, failedTasks: 3 }, observedAt: at(5) })
  expect(silenceOf(running, stuck)).toEqual({ who: 'job', since: at(5) })
  const restarting = anObservation({ job: { ...job, state: 'RESTARTING', allTasksRunning: false, failedTasks: 3 } })
  expect(silenceOf(running, restarting)).toBeUndefined()
  const silent = { ...stuck, silent: { who: 'job' as const, since: at(5) } }
  expect(deafness(silent, at(20), defaultPlanSettings)).toBeUndefined()
  expect(deafness(silent, at(21), defaultPlanSettings)).toMatch(/left failed tasks/)
})
