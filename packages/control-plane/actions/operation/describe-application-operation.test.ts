import { refusalOf } from '@weir/testkit'
import { createWorld } from '../../stories/world.ts'

it('shows an operation from its beginning, without an end while it goes on', async () => {
  const { act, context, created, settle, clock } = createWorld()
  await created()
  const { OperationId = '' } = await act.StartApplication({ ApplicationName: 'flights' }, context)
  const describe = async () => {
    const request = { ApplicationName: 'flights', OperationId }
    return (await act.DescribeApplicationOperation(request, context)).ApplicationOperationInfoDetails
  }
  const StartTime = clock.now()
  const going = await describe()
  expect(going).toMatchObject({ Operation: 'StartApplication', OperationStatus: 'IN_PROGRESS', StartTime })
  expect(going?.EndTime).toBeUndefined()
  await clock.advance(5_000)
  await settle('flights', 'started')
  expect(await describe()).toMatchObject({ OperationStatus: 'SUCCESSFUL', StartTime, EndTime: clock.now() })
})

it('does not know other operations', async () => {
  const { act, context, created } = createWorld()
  await created()
  const describe = () => act.DescribeApplicationOperation({ ApplicationName: 'flights', OperationId: 'none' }, context)
  expect((await refusalOf(describe)).name).toBe('ResourceNotFoundException')
})
