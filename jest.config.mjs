// The rings, chosen by file name: `unit` needs nothing, `conformance` needs real Postgres, Redis, S3 and Flink,
// `acceptance` needs the built service,
// `terraform` that and Terraform. scripts/test.mjs provides those needs and calls each ring.
const shared = {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  moduleFileExtensions: ['ts', 'mts', 'mjs', 'js', 'cjs', 'json'],
  transform: {
    '\\.m?ts$': [
      '@swc/jest',
      {
        jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
        module: { type: 'es6' },
        sourceMaps: 'inline',
      },
    ],
  },
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.weir', '<rootDir>/.cache/'],
  watchPathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.weir', '<rootDir>/.cache/'],
}

export default {
  projects: [
    {
      ...shared,
      displayName: 'unit',
      setupFilesAfterEnv: ['<rootDir>/scripts/test/notes.mjs', '<rootDir>/scripts/test/patience.mjs'],
      testMatch: ['<rootDir>/{packages,apps}/**/*.test.ts', '<rootDir>/scripts/**/*.test.mjs'],
      testPathIgnorePatterns: ['/node_modules/', '\\.conformance\\.test\\.ts$'],
    },
    {
      ...shared,
      displayName: 'conformance',
      testMatch: ['<rootDir>/{packages,apps}/**/*.conformance.test.ts'],
      setupFilesAfterEnv: ['<rootDir>/scripts/test/patience.mjs'],
    },
    {
      ...shared,
      displayName: 'acceptance',
      testEnvironment: '<rootDir>/scripts/test/environment.mjs',
      testMatch: ['<rootDir>/test/acceptance/**/*.test.ts'],
      setupFilesAfterEnv: ['<rootDir>/scripts/test/patience.mjs'],
    },
    {
      ...shared,
      displayName: 'terraform',
      testEnvironment: '<rootDir>/scripts/test/environment.mjs',
      testMatch: ['<rootDir>/test/terraform/**/*.test.ts'],
      setupFilesAfterEnv: ['<rootDir>/scripts/test/patience.mjs'],
    },
  ],
}
