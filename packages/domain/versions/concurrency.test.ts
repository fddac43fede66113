import { refusalOf } from '@weir/testkit'
import { requireCurrentVersion } from './concurrency.ts'

describe('the newest version', () => {
  const application = { versionId: 4, conditionalToken: 'now' }

  it('is known by its number, its token or both', () => {
    requireCurrentVersion(application, { CurrentApplicationVersionId: 4 })
    requireCurrentVersion(application, { ConditionalToken: 'now' })
    requireCurrentVersion(application, { CurrentApplicationVersionId: 4, ConditionalToken: 'now' })
  })

  it.each([
    [{ CurrentApplicationVersionId: 3 }],
    [{ ConditionalToken: 'then' }],
    [{ CurrentApplicationVersionId: 4, ConditionalToken: 'then' }],
    [{ CurrentApplicationVersionId: 3, ConditionalToken: 'now' }],
  ])('is not %j', async (seen) => {
    expect(await refusalOf(() => requireCurrentVersion(application, seen))).toMatchObject({
      name: 'ConcurrentModificationException',
    })
  })

  it('must be named somehow', async () => {
    expect(await refusalOf(() => requireCurrentVersion(application, {}))).toMatchObject({
      name: 'InvalidArgumentException',
    })
  })
})
