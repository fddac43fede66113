// Which room may know which (ARCHITECTURE.md has the picture). A test may also use the testkit and test libraries.
const tests = '(\\.test\\.ts$|/conformance/|/stories/|/fixtures/|^packages/testkit/)'
const pure = '^packages/(domain|control-plane|reconciler)/'

/** `from` may import, of our own code, only what `allowed` names. */
const onlyKnows = (from, ...allowed) => ({
  name: `${from.replace(/\W+/g, '-')}-knows-only-${allowed.join('-') || 'itself'}`,
  severity: 'error',
  from: { path: `^packages/${from}/`, pathNot: tests },
  to: {
    path: '^(packages|apps|test|bench|scripts)/',
    pathNot: [from, ...allowed].map((room) => `^packages/${room}/`),
  },
})

/** Only the files at `home` may import what `path` names. */
const onlyAt = (name, path, ...home) => ({
  name: `${name}-only-at-its-home`,
  severity: 'error',
  from: { path: '^(packages|apps)/', pathNot: [...home, tests] },
  to: { path },
})

const npm = (...names) => `(^|/)node_modules/(${names.join('|')})(/|$)`

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: { pathNot: '/generated/' }, to: { circular: true } },
    {
      name: 'everything-resolves',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    onlyKnows('service-model'),
    onlyKnows('aws-wire', 'service-model'),
    onlyKnows('domain', 'service-model'),
    onlyKnows('iam', 'domain', 'service-model'),
    onlyKnows('control-plane', 'domain', 'iam', 'service-model'),
    onlyKnows('reconciler', 'domain', 'service-model'),
    onlyKnows('engine', 'domain', 'service-model'),
    onlyKnows('store', 'domain', 'service-model'),
    onlyKnows('dispatch', 'domain', 'service-model'),
    onlyKnows('objects', 'domain', 'service-model'),
    onlyKnows('telemetry', 'domain', 'service-model'),
    {
      name: 'pure-rooms-do-no-io',
      comment:
        'domain, control-plane and reconciler take a clock and ports; they import no Node built-in and no package',
      severity: 'error',
      from: { path: pure, pathNot: tests },
      to: {
        dependencyTypes: ['core', 'npm', 'npm-dev', 'npm-peer', 'npm-optional', 'npm-no-pkg', 'npm-unknown'],
        pathNot: '^packages/',
      },
    },
    {
      name: 'iam-does-no-io',
      comment: 'iam takes what it decides on; of packages it knows the one that reads IP addresses',
      severity: 'error',
      from: { path: '^packages/iam/', pathNot: tests },
      to: { dependencyTypes: ['core', 'npm', 'npm-dev'], pathNot: ['^packages/', '(^|/)node_modules/ipaddr[.]js/'] },
    },
    {
      name: 'testkit-is-for-tests',
      severity: 'error',
      from: { path: '^(packages|apps)/', pathNot: tests },
      to: { path: '^packages/testkit/' },
    },
    {
      name: 'acceptance-is-black-box',
      severity: 'error',
      from: { path: '^(test/acceptance|bench)/' },
      // Servers of others, started for a test, are no part of ours.
      to: { path: '^(packages|apps)/', pathNot: '^packages/testkit/servers/' },
    },
    {
      name: 'product-imports-no-tests',
      severity: 'error',
      from: { path: '^(packages|apps)/', pathNot: '\\.test\\.ts$' },
      to: { path: '(\\.test\\.ts$|^test/|^bench/)' },
    },
    onlyAt('prisma', npm('@prisma', 'prisma', '\\.prisma'), '^packages/store/'),
    onlyAt('pg', npm('pg'), '^packages/(store|dispatch)/'),
    onlyAt('queue', npm('bullmq', 'ioredis'), '^packages/dispatch/'),
    onlyAt('s3-client', npm('@aws-sdk/client-s3'), '^packages/objects/'),
    onlyAt('fastify', npm('fastify', '@fastify'), '^apps/api/'),
    onlyAt('child-process', '^(node:)?child_process$', '^packages/engine/(process|runtimes)/', '^apps/weir/embedded/'),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|\\.weir|\\.cache)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    combinedDependencies: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
      mainFields: ['module', 'main', 'types'],
      extensions: ['.ts', '.mts', '.js', '.mjs', '.cjs', '.json', '.d.ts'],
    },
  },
}
