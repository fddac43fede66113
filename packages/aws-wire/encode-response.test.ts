import { InvalidArgumentException, TooManyTagsException, UnableToDetectSchemaException } from '@weir/service-model'
import { encodeError } from './encode-error.ts'
import { encodeResponse } from './encode-response.ts'

const snapshot = { SnapshotName: 's', SnapshotStatus: 'READY', ApplicationVersionId: 1 } as const

it('writes timestamps as epoch seconds', () => {
  const output = { SnapshotDetails: { ...snapshot, SnapshotCreationTimestamp: new Date(1_636_999_825_500) } }
  expect(encodeResponse('DescribeApplicationSnapshot', output)).toContain('"SnapshotCreationTimestamp":1636999825.5')
})

it('leaves out what is absent, null or unknown to the model', () => {
  const details = { ...snapshot, RuntimeEnvironment: undefined, SnapshotCreationTimestamp: null, internalId: 7 }
  const output = { SnapshotDetails: details } as unknown as { SnapshotDetails: typeof snapshot }
  expect(JSON.parse(encodeResponse('DescribeApplicationSnapshot', output))).toEqual({ SnapshotDetails: snapshot })
})

it('writes lists, and maps with any keys', () => {
  const PropertyMap = JSON.parse('{"__proto__":"1","b":"2"}') as Record<string, string>
  const output = {
    ApplicationDetail: {
      ApplicationARN: 'arn:x',
      ApplicationName: 'n',
      RuntimeEnvironment: 'FLINK-2_2' as const,
      ApplicationStatus: 'READY' as const,
      ApplicationVersionId: 1,
      ApplicationConfigurationDescription: {
        EnvironmentPropertyDescriptions: { PropertyGroupDescriptions: [{ PropertyGroupId: 'g', PropertyMap }] },
      },
    },
  }
  expect(encodeResponse('DescribeApplication', output)).toContain(
    '[{"PropertyGroupId":"g","PropertyMap":{"__proto__":"1","b":"2"}}]',
  )
})

it('answers an output without members as an empty object', () => {
  expect(encodeResponse('TagResource', {})).toBe('{}')
})

it('names an error in every place where an SDK looks', () => {
  const { statusCode, headers, body } = encodeError(new InvalidArgumentException('no'))
  expect(statusCode).toBe(400)
  expect(headers).toEqual({ 'x-amzn-errortype': 'InvalidArgumentException' })
  expect(JSON.parse(body)).toEqual({ __type: 'InvalidArgumentException', message: 'no', Message: 'no' })
})

it('carries the further members of an error', () => {
  const error = new UnableToDetectSchemaException('no', { RawInputRecords: ['a'] })
  expect(JSON.parse(encodeError(error).body)).toMatchObject({ RawInputRecords: ['a'] })
  expect(JSON.parse(encodeError(new TooManyTagsException('many')).body)).toMatchObject({ message: 'many' })
})
