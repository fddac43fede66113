import { refusalOf } from '@weir/testkit'
import { requireCurrentConnector } from './kinesis-connector.ts'

it.each(['1.15.1', '1.15', '1.15.0-SNAPSHOT', '1.13.2', '1.8.3', '0.9.0'])(
  'refuses version %s, also beside a newer one',
  async (version) => {
    for (const versions of [[version], ['4.2.0-1.18', version]]) {
      const refusal = await refusalOf(() => {
        requireCurrentConnector(versions, 'FLINK-1_15')
      })
      expect(refusal).toEqual({
        name: 'InvalidArgumentException',
        message:
          'An unsupported Kinesis connector version has been detected in the application. Please update flink-connector-kinesis to any version equal to or newer than 1.15.2. For more information refer to connector fix: https://issues.apache.org/jira/browse/FLINK-23528',
      })
    }
  },
)

it.each(['1.15.2', '1.15.10', '1.16.0', '4.0.0-1.16', '5.0.0-1.20', '10.0', '${project.version}', ''])(
  'takes version %s',
  (version) => {
    expect(() => {
      requireCurrentConnector([version], 'FLINK-2_2')
    }).not.toThrow()
  },
)

it.each(['FLINK-1_13', 'FLINK-1_6', 'SQL-1_0', 'ZEPPELIN-FLINK-3_0'] as const)('asks nothing of %s', (environment) => {
  expect(() => {
    requireCurrentConnector(['1.13.2'], environment)
  }).not.toThrow()
})
