import type { ActionDeps } from '@weir/control-plane'
import { aCreateRequest, createWorld } from './world.ts'

const name = { ApplicationName: 'flights' }
const writers = 32

/**
 * 32 clients that read one application, change it, and begin anew when another was first: one winner a version, no gap in the
 * history. On the memory store unless another one is given.
 */
export const writeConcurrently = async (given: Partial<ActionDeps> = {}): Promise<void> => {
  const { act, context } = createWorld(given)
  await act.CreateApplication(aCreateRequest(), context)
  let refused = 0
  /** Reads, changes, and begins anew when another was first. Returns the version it made. */
  const write = async (writer: number): Promise<number> => {
    for (;;) {
      const { ApplicationDetail: seen } = await act.DescribeApplication(name, context)
      const PropertyGroups = [{ PropertyGroupId: 'writer', PropertyMap: { is: String(writer) } }]
      try {
        const { ApplicationDetail: made } = await act.UpdateApplication(
          {
            ...name,
            CurrentApplicationVersionId: seen.ApplicationVersionId,
            ApplicationConfigurationUpdate: { EnvironmentPropertyUpdates: { PropertyGroups } },
          },
          context,
        )
        return made.ApplicationVersionId
      } catch (error) {
        expect(error).toMatchObject({ name: 'ConcurrentModificationException' })
        refused += 1
      }
    }
  }
  const made = await Promise.all(Array.from({ length: writers }, (_, writer) => write(writer)))
  expect([...made].sort((a, b) => a - b)).toEqual(Array.from({ length: writers }, (_, index) => index + 2))
  expect(refused).toBeGreaterThanOrEqual(writers - 1)

  const { ApplicationVersionSummaries: versions } = await act.ListApplicationVersions(name, context)
  expect(versions?.map(({ ApplicationVersionId }) => ApplicationVersionId)).toEqual(
    Array.from({ length: writers + 1 }, (_, index) => writers + 1 - index),
  )
  for (const [writer, ApplicationVersionId] of made.entries()) {
    const { ApplicationVersionDetail: detail } = await act.DescribeApplicationVersion(
      { ...name, ApplicationVersionId },
      context,
    )
    expect(detail).toMatchObject({
      ApplicationVersionUpdatedFrom: ApplicationVersionId - 1,
      ApplicationConfigurationDescription: {
        EnvironmentPropertyDescriptions: { PropertyGroupDescriptions: [{ PropertyMap: { is: String(writer) } }] },
      },
    })
  }
  const { ApplicationOperationInfoList: operations } = await act.ListApplicationOperations(
    { ...name, Operation: 'UpdateApplication' },
    context,
  )
  expect(operations).toHaveLength(writers)
}
