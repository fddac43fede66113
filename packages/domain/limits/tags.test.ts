import { refusalOf } from '@weir/testkit'
import { readTags, requireRoomForTags } from './tags.ts'

describe('tags', () => {
  it('have a value, be it empty', () => {
    expect(readTags([{ Key: 'a' }, { Key: 'b', Value: 'c' }])).toEqual([
      { key: 'a', value: '' },
      { key: 'b', value: 'c' },
    ])
  })

  it('refuse a key given twice and the keys of AWS', () => {
    expect(() => readTags([{ Key: 'a' }, { Key: 'a' }])).toThrow('The provided tag map contains duplicate tag key')
    expect(() => readTags([{ Key: 'aws:cloudformation:stack-name' }])).toThrow(/reserved/)
  })

  it('count each key once', async () => {
    const tags = Array.from({ length: 50 }, (_, n) => ({ key: String(n), value: '' }))
    requireRoomForTags(tags, tags, 50)
    expect(await refusalOf(() => requireRoomForTags(tags, [{ key: 'more', value: '' }], 50))).toMatchObject({
      name: 'TooManyTagsException',
    })
  })
})
