import { type ActionName, actions } from '@weir/service-model'
import { apiUnderTest, ask, minimalInput } from './fixtures/api-under-test.ts'

const { app } = apiUnderTest()

/** The same value with every text in it empty, which no member of the model allows where it is required. */
const emptied = (value: unknown): unknown => {
  if (typeof value === 'string') return ''
  if (Array.isArray(value)) return value.map(emptied)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, emptied(member)]))
}

const withoutRequiredTexts: readonly ActionName[] = ['ListApplications', 'ListSnapshots']

it.each(Object.keys(actions) as ActionName[])(
  '%s names the member that breaks a constraint of the model',
  async (action) => {
    const input = withoutRequiredTexts.includes(action) ? { Limit: 0 } : emptied(minimalInput)
    const answer = await ask(app, { action, body: JSON.stringify(input) })
    expect(answer.statusCode).toBe(400)
    expect(answer.json()).toMatchObject({
      __type: 'InvalidArgumentException',
      message: expect.stringMatching(
        /^\d+ validation errors? detected: Value '.*' at '.+' failed to satisfy constraint: Member must /,
      ),
    })
  },
)
