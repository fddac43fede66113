import { create, flink, properties, failureOf } from './fixtures/create-calls.ts'
import { validateInput } from './validate-input.ts'

const mismatch = (text: string) => `SerializationException: ${text}`

describe('a wrong JSON type', () => {
  it.each<[string, () => unknown, string]>([
    [
      'a number for a text',
      create({ ApplicationName: 5 }),
      "NUMBER_VALUE can not be converted to a String at 'applicationName'",
    ],
    [
      'a text for a number',
      () => validateInput('ListApplications', { Limit: '5' }),
      "STRING_VALUE can not be converted to an Integer at 'limit'",
    ],
    [
      'a fraction',
      () => validateInput('ListApplications', { Limit: 1.5 }),
      "NUMBER_VALUE can not be converted to an Integer at 'limit'",
    ],
    [
      'beyond 32 bits',
      flink({ ParallelismConfiguration: { ConfigurationType: 'CUSTOM', Parallelism: 3e9 } }),
      "NUMBER_VALUE can not be converted to an Integer at 'applicationConfiguration.flinkApplicationConfiguration.parallelismConfiguration.parallelism'",
    ],
    [
      'beyond what a number holds',
      flink({ CheckpointConfiguration: { ConfigurationType: 'CUSTOM', CheckpointInterval: 2 ** 53 } }),
      "NUMBER_VALUE can not be converted to a Long at 'applicationConfiguration.flinkApplicationConfiguration.checkpointConfiguration.checkpointInterval'",
    ],
    [
      'a text for a boolean',
      () => validateInput('StopApplication', { ApplicationName: 'a', Force: 'yes' }),
      "STRING_VALUE can not be converted to a Boolean at 'force'",
    ],
    ['a boolean for a list', create({ Tags: true }), "TRUE_VALUE can not be converted to a list at 'tags'"],
    [
      'a list for a structure',
      create({ ApplicationConfiguration: [] }),
      "Start of list found where not expected at 'applicationConfiguration': a structure was",
    ],
    [
      'a structure for a text',
      create({ ApplicationName: {} }),
      "Start of structure or map found where not expected at 'applicationName': a String was",
    ],
    [
      'a number in a map',
      properties({ x: 1 }),
      "NUMBER_VALUE can not be converted to a String at 'applicationConfiguration.environmentProperties.propertyGroups.1.member.propertyMap.x.member'",
    ],
    [
      'a list as the whole',
      () => validateInput('ListApplications', []),
      'Start of list found where not expected: a structure was',
    ],
    [
      'a text as the whole',
      () => validateInput('ListApplications', 'x'),
      'STRING_VALUE can not be converted to a structure',
    ],
    [
      'a text that is no date',
      () => validateInput('DeleteApplication', { ApplicationName: 'a', CreateTimestamp: 'today' }),
      "STRING_VALUE can not be converted to a Timestamp at 'createTimestamp'",
    ],
    [
      'a time beyond all dates',
      () => validateInput('DeleteApplication', { ApplicationName: 'a', CreateTimestamp: 1e300 }),
      'NUMBER_VALUE is not a valid timestamp',
    ],
    [
      'a blob that is no base64',
      create({
        ApplicationConfiguration: {
          ApplicationCodeConfiguration: { CodeContentType: 'ZIPFILE', CodeContent: { ZipFileContent: '%%%%' } },
        },
      }),
      'STRING_VALUE is not valid Base64',
    ],
    [
      'a text with U+0000',
      create({ ApplicationDescription: 'a\0b' }),
      'A string contains U+0000 or one half of a surrogate pair',
    ],
    [
      'a text with half a character',
      create({ ApplicationDescription: '\ud83d' }),
      'A string contains U+0000 or one half of a surrogate pair',
    ],
  ])('%s', (_name, call, text) => {
    expect(failureOf(call)).toBe(mismatch(text))
  })

  it('is told before any violated constraint', () => {
    const call = create({ ApplicationName: '', Tags: 1 })
    expect(failureOf(call)).toBe(mismatch("NUMBER_VALUE can not be converted to a list at 'tags'"))
  })
})
