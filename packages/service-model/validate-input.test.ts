import fc from 'fast-check'
import { type ActionName, actions } from './generated/actions.ts'
import { application, create, flink, properties, failureOf } from './fixtures/create-calls.ts'
import { validateInput } from './validate-input.ts'

const violation = (text: string) => `InvalidArgumentException: 1 validation error detected: ${text}`

describe('what it takes', () => {
  it('gives a valid input back', () => {
    expect(create({ ApplicationDescription: '' })()).toEqual({ ...application, ApplicationDescription: '' })
  })

  it('drops null and unknown members, at any depth', () => {
    const input = flink({
      CheckpointConfiguration: null,
      Unknown: 1,
      ParallelismConfiguration: { ConfigurationType: 'DEFAULT', More: {} },
    })()
    expect(input.ApplicationConfiguration).toEqual({
      FlinkApplicationConfiguration: { ParallelismConfiguration: { ConfigurationType: 'DEFAULT' } },
    })
  })

  it.each([
    [1_700_000_000, 1_700_000_000_000],
    [1_700_000_000.25, 1_700_000_000_250],
    ['2023-11-14T22:13:20Z', 1_700_000_000_000],
    ['2023-11-14T23:13:20.500+01:00', 1_700_000_000_500],
    ['2023-11-14', 1_699_920_000_000],
  ])('reads the timestamp %p', (CreateTimestamp, milliseconds) => {
    const input = validateInput('DeleteApplication', { ApplicationName: 'a', CreateTimestamp })
    expect(input.CreateTimestamp).toEqual(new Date(milliseconds))
  })

  it('reads blobs, with padding and without', () => {
    for (const ZipFileContent of ['aGVsbG8=', 'aGVsbG8']) {
      const input = create({
        ApplicationConfiguration: {
          ApplicationCodeConfiguration: { CodeContentType: 'ZIPFILE', CodeContent: { ZipFileContent } },
        },
      })()
      const bytes = input.ApplicationConfiguration?.ApplicationCodeConfiguration?.CodeContent?.ZipFileContent
      expect(Buffer.from(bytes!).toString()).toBe('hello')
    }
  })

  it('reads quoted booleans, as the documentation of AWS writes them', () => {
    expect(validateInput('StopApplication', { ApplicationName: 'a', Force: 'true' }).Force).toBe(true)
    expect(validateInput('StopApplication', { ApplicationName: 'a', Force: 'false' }).Force).toBe(false)
  })

  it('keeps any property key as a key', () => {
    const input = properties(JSON.parse('{"__proto__":"1","constructor":"2","a/b~c":"3"}'))()
    const map = input.ApplicationConfiguration?.EnvironmentProperties?.PropertyGroups[0]?.PropertyMap ?? {}
    expect(Object.entries(map)).toEqual([
      ['__proto__', '1'],
      ['constructor', '2'],
      ['a/b~c', '3'],
    ])
  })

  it('takes an empty list of property groups, which Terraform sends to clear them', () => {
    expect(create({ ApplicationConfiguration: { EnvironmentProperties: { PropertyGroups: [] } } })).not.toThrow()
  })
})

describe('a violated constraint', () => {
  it.each<[string, () => unknown, string]>([
    [
      'a missing member',
      () => validateInput('DescribeApplication', {}),
      "Value null at 'applicationName' failed to satisfy constraint: Member must not be null",
    ],
    [
      'a missing member further in',
      flink({ ParallelismConfiguration: {} }),
      "Value null at 'applicationConfiguration.flinkApplicationConfiguration.parallelismConfiguration.configurationType' failed to satisfy constraint: Member must not be null",
    ],
    [
      'a text too long',
      create({ ApplicationName: 'a'.repeat(129) }),
      `Value '${'a'.repeat(129)}' at 'applicationName' failed to satisfy constraint: Member must have length less than or equal to 128`,
    ],
    [
      'a pattern',
      create({ ApplicationName: 'a b' }),
      "Value 'a b' at 'applicationName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+",
    ],
    [
      'a pattern matched only in part',
      create({ ApplicationName: 'ab\n' }),
      "Value 'ab\n' at 'applicationName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+",
    ],
    [
      'an enumeration',
      create({ ApplicationMode: 'BATCH' }),
      "Value 'BATCH' at 'applicationMode' failed to satisfy constraint: Member must satisfy enum value set: [STREAMING, INTERACTIVE]",
    ],
    [
      'a value too small',
      flink({ ParallelismConfiguration: { ConfigurationType: 'CUSTOM', Parallelism: 0 } }),
      "Value '0' at 'applicationConfiguration.flinkApplicationConfiguration.parallelismConfiguration.parallelism' failed to satisfy constraint: Member must have value greater than or equal to 1",
    ],
    [
      'a value too large',
      () => validateInput('ListApplications', { Limit: 51 }),
      "Value '51' at 'limit' failed to satisfy constraint: Member must have value less than or equal to 50",
    ],
    [
      'a list too short',
      create({ Tags: [] }),
      "Value '[]' at 'tags' failed to satisfy constraint: Member must have length greater than or equal to 1",
    ],
    [
      'an element of a list',
      create({ Tags: [{ Key: 'a' }, { Key: '' }] }),
      "Value '' at 'tags.2.member.key' failed to satisfy constraint: Member must have length greater than or equal to 1",
    ],
    [
      'a null element',
      create({ Tags: [null] }),
      "Value null at 'tags.1.member' failed to satisfy constraint: Member must not be null",
    ],
    [
      'elements that are texts',
      () => validateInput('UntagResource', { ResourceARN: 'arn:a', TagKeys: ['', 'b', ''] }),
      "Value '[, b, ]' at 'tagKeys' failed to satisfy constraint: Member must satisfy constraint: [Member must have length less than or equal to 128, Member must have length greater than or equal to 1]",
    ],
    [
      'a map too small',
      properties({}),
      "Value '{}' at 'applicationConfiguration.environmentProperties.propertyGroups.1.member.propertyMap' failed to satisfy constraint: Member must have length greater than or equal to 1",
    ],
    [
      'a key of a map',
      properties({ '': 'x' }),
      "Value '{=x}' at 'applicationConfiguration.environmentProperties.propertyGroups.1.member.propertyMap' failed to satisfy constraint: Map keys must satisfy constraint: [Member must have length less than or equal to 2048, Member must have length greater than or equal to 1]",
    ],
    [
      'a value of a map',
      properties({ x: '' }),
      "Value '{x=}' at 'applicationConfiguration.environmentProperties.propertyGroups.1.member.propertyMap' failed to satisfy constraint: Map value must satisfy constraint: [Member must have length less than or equal to 2048, Member must have length greater than or equal to 1]",
    ],
  ])('%s', (_name, call, text) => {
    expect(failureOf(call)).toBe(violation(text))
  })

  it('is listed with all others', () => {
    const failure = failureOf(() =>
      validateInput('CreateApplication', { ApplicationName: '', ServiceExecutionRole: 'role' }),
    )
    expect(failure).toMatch(/^InvalidArgumentException: 4 validation errors detected: [^;]*; [^;]*; [^;]*; [^;]*$/)
  })

  it('costs little however many there are', () => {
    const map = Object.fromEntries(Array.from({ length: 10_000 }, (_, i) => [`k${i}`, i % 2 === 0 ? '' : null]))
    const failure = failureOf(properties(map))
    expect(failure).toMatch(/5002 validation errors detected/)
    expect(failure.length).toBeLessThan(50_000)
  })
})

it('survives texts and nesting of any size', () => {
  const deep = JSON.parse(`${'['.repeat(5000)}${']'.repeat(5000)}`) as unknown
  expect(create({ ApplicationName: 'a'.repeat(30_000_000) })).toThrow(/^1 validation error/)
  expect(create({ ApplicationName: `${'a'.repeat(30_000_000)} ` })).toThrow(/^1 validation error/)
  expect(create({ Tags: deep, Unknown: deep })).toThrow(/Start of list found/)
})

it('has a validator for every action, and only ever answers with errors of the API', () => {
  const names = Object.keys(actions) as ActionName[]
  expect(names).toHaveLength(41)
  fc.assert(
    fc.property(fc.constantFrom(...names), fc.jsonValue(), (name, value) => {
      try {
        validateInput(name, value)
      } catch (error) {
        expect(['InvalidArgumentException', 'SerializationException']).toContain((error as Error).name)
      }
    }),
    { numRuns: 1000 },
  )
})
