import { actions } from '@weir/service-model'
import { shapeNamed } from '@weir/service-model/shape-named'
import { pathMembers } from './request/parameter-name.ts'
import { problemTable } from './answer/problem-table.ts'
import { restRoutes } from './routes.ts'

const membersOf = (shapeName: string): string[] => {
  const shape = shapeNamed(shapeName)
  return shape.type === 'structure' ? Object.keys(shape.members) : []
}

it('reaches every action by exactly one route', () => {
  expect(restRoutes.map(({ action }) => action).sort()).toEqual(Object.keys(actions).sort())
  const places = restRoutes.map(({ method, path }) => `${method} ${path.replace(/\{\w+\}/g, '{}')}`)
  expect(new Set(places).size).toBe(restRoutes.length)
})

describe.each(restRoutes.map((route) => [route.action, route] as const))('%s', (action, route) => {
  const { input, output } = actions[action]

  it('takes members that its input has', () => {
    expect(membersOf(input)).toEqual(expect.arrayContaining([...pathMembers(route.path), ...(route.query ?? [])]))
  })

  it('leaves no member out of reach', () => {
    const bodiless = route.method === 'GET' || route.method === 'DELETE'
    const reachable = bodiless ? [...pathMembers(route.path), ...(route.query ?? [])] : membersOf(input)
    expect(reachable.sort()).toEqual(membersOf(input))
  })

  it('says where to look with members that it has', () => {
    expect([...membersOf(input), ...membersOf(output)]).toEqual(
      expect.arrayContaining(pathMembers(route.location ?? '')),
    )
  })

  it('demands a version exactly where the action takes one', () => {
    expect(route.version === 'demanded').toBe(membersOf(input).includes('CurrentApplicationVersionId'))
  })

  it('has a status for every error of the model', () => {
    for (const error of actions[action].errors) expect(problemTable[error]?.status).toBeGreaterThanOrEqual(400)
  })
})
