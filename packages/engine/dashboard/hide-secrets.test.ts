import { hideSecrets } from './hide-secrets.ts'

it('hides the values of secret options, however they are written', () => {
  expect(
    hideSecrets([
      { key: 's3.access-key', value: 'AKIA' },
      { key: 's3.bucket.state.access.key', value: 'AKIA' },
      { key: 's3.secret-key', value: 'x' },
      { key: 's3.session.token', value: 'x' },
      { key: 'state.backend.type', value: 'rocksdb' },
    ]),
  ).toEqual([
    { key: 's3.access-key', value: '******' },
    { key: 's3.bucket.state.access.key', value: '******' },
    { key: 's3.secret-key', value: '******' },
    { key: 's3.session.token', value: '******' },
    { key: 'state.backend.type', value: 'rocksdb' },
  ])
})

it("hides them in a job's parameters and in the arguments of a JVM", () => {
  expect(
    hideSecrets({
      jvm: { options: ['-Xmx1g', '-Djavax.net.ssl.keyStorePassword=x', '-Dlog.file=a=b'] },
      'execution-config': { 'user-config': { 'jdbc.password': 'x', apiKey: 'y', rate: '10' }, 'job-parallelism': 2 },
    }),
  ).toEqual({
    jvm: { options: ['-Xmx1g', '-Djavax.net.ssl.keyStorePassword=******', '-Dlog.file=a=b'] },
    'execution-config': {
      'user-config': { 'jdbc.password': '******', apiKey: '******', rate: '10' },
      'job-parallelism': 2,
    },
  })
})
