import { apiUnderTest, ask } from './fixtures/api-under-test.ts'

const { app } = apiUnderTest({
  actions: {
    UpdateApplicationMaintenanceConfiguration: ({ ApplicationMaintenanceConfigurationUpdate: update }) =>
      Promise.resolve({ ApplicationARN: update.ApplicationMaintenanceWindowStartTimeUpdate }),
  },
})
const move = (start: unknown) =>
  ask(app, {
    action: 'UpdateApplicationMaintenanceConfiguration',
    body: JSON.stringify({
      ApplicationName: 'flights',
      ApplicationMaintenanceConfigurationUpdate: { ApplicationMaintenanceWindowStartTimeUpdate: start },
    }),
  })

it.each(['00:00', '09:05', '19:30', '23:59'])('may begin at %s', async (start) => {
  expect((await move(start)).json()).toEqual({ ApplicationARN: start })
})

it.each(['24:00', '3:00', '03:60', '03:00:00', '03-00', 'noon', '', ' 3:00', '03:00\n', null])(
  'may not begin at %j',
  async (start) => {
    const answer = await move(start)
    expect(answer.statusCode).toBe(400)
    expect(answer.json()).toMatchObject({ __type: 'InvalidArgumentException' })
  },
)
