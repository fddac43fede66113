import { choosePolicy, defaultBacklogSettings, scalingBounds, allocatedKpus } from '@weir/domain'

const chosen = (value: string) => {
  const { policy, ...rest } = choosePolicy([{ key: 'weir:autoscaling', value }])
  return { name: policy.name, ...rest }
}

it('is the rule of AWS unless the tag says otherwise', () => {
  expect(choosePolicy([{ key: 'team', value: 'backlog' }]).policy.name).toBe('cpu')
  expect(chosen('cpu')).toEqual({ name: 'cpu' })
  expect(chosen('backlog')).toEqual({ name: 'backlog', settings: defaultBacklogSettings })
})

it('reads options', () => {
  expect(chosen('backlog target-utilization=0.6  catch-up-seconds=300 window=2')).toMatchObject({
    name: 'backlog',
    settings: { targetUtilization: 0.6, catchUpSeconds: 300, window: 2, raiseFactor: 4 },
  })
})

it.each([
  ['fast', /"fast" is no policy/],
  ['cpu window=2', /no policy with options/],
  ['backlog speed=2', /there is no option "speed"/],
  ['backlog constructor=2', /there is no option "constructor"/],
  ['backlog window=', /window must be from 1 to 60/],
  ['backlog target-utilization=7', /target-utilization must be from 0.1 to 1/],
])('tells what it does not understand of "%s"', (value, trouble) => {
  expect(chosen(value)).toMatchObject({ name: 'cpu', trouble: expect.stringMatching(trouble) as unknown })
})

it.each([
  [1, 1, 1],
  [4, 4, 1],
  [5, 4, 2],
  [64, 1, 64],
])('parallelism %i at %i per KPU takes %i KPUs', (parallelism, parallelismPerKpu, kpus) => {
  expect(allocatedKpus({ parallelism, parallelismPerKpu })).toBe(kpus)
})

it.each([
  [
    { parallelism: 2, parallelismPerKpu: 1 },
    { floor: 2, ceiling: 64 },
  ],
  [
    { parallelism: 2, parallelismPerKpu: 8 },
    { floor: 2, ceiling: 128 },
  ],
  [
    { parallelism: 200, parallelismPerKpu: 4 },
    { floor: 200, ceiling: 200 },
  ],
])('%j moves within %j', (configured, bounds) => {
  expect(scalingBounds(configured, { kpusPerApplication: 64, parallelism: 256 })).toMatchObject(bounds)
})
